import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

const root = resolve(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = join(root, '.dependency-cruiser.cjs');
const parts = ['src', 'simulator', 'scripts', 'WhatsAppApp.ts'];

/** Cruises in a process of its own: dependency-cruiser is an ES module. */
function cruise(folder: string): string[] {
  const present = parts.filter((part) => existsSync(join(folder, part)));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', ...present],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) {
    throw new Error(stderr);
  }
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

/** One violation each; the module that is imported too much is `leaf.ts` of its folder. */
const forbidden: [rule: string, from: string, specifier: string][] = [
  ['domain-imports', 'src/domain/a.ts', '../whatsapp/leaf'],
  ['domain-imports', 'src/domain/b.ts', 'valibot'],
  ['whatsapp-imports', 'src/whatsapp/a.ts', '../services/leaf'],
  ['whatsapp-is-pure', 'src/whatsapp/b.ts', 'node:crypto'],
  ['services-imports', 'src/services/a.ts', '../rocketchat/leaf'],
  ['engine-at-the-edge', 'src/services/b.ts', '@rocket.chat/apps-engine/definition/accessors'],
  ['dialog360-imports', 'src/dialog360/a.ts', '../rocketchat/leaf'],
  ['rocketchat-imports', 'src/rocketchat/a.ts', '../dialog360/leaf'],
  ['engine-definition-only', 'src/rocketchat/b.ts', '@rocket.chat/apps-engine/server/AppManager'],
  ['doors-imports', 'src/endpoints/a.ts', '../commands/leaf'],
  ['doors-imports', 'src/jobs/a.ts', '../dialog360/leaf'],
  ['doors-imports', 'src/interactions/a.ts', '../commands/leaf'],
  ['commands-imports', 'src/commands/d.ts', '../endpoints/leaf'],
  ['doors-are-given-services', 'src/commands/b.ts', '../wiring'],
  ['wiring-imports', 'src/wiring.ts', './endpoints/leaf'],
  ['sandbox-modules', 'src/endpoints/b.ts', 'node:http'],
  ['app-stands-alone', 'src/commands/a.ts', '../../simulator/leaf'],
  ['app-uses-shipped-packages', 'src/dialog360/b.ts', 'axios'],
  ['simulator-knows-the-zip', 'simulator/a.ts', '../src/domain/leaf'],
  ['resolvable', 'src/settings/a.ts', './missing'],
];

const allowed: [from: string, specifier: string][] = [
  ['src/domain/c.ts', './leaf'],
  ['src/whatsapp/c.ts', 'libphonenumber-js/min'],
  ['src/services/c.ts', '../whatsapp/leaf'],
  ['src/services/d.ts', 'node:crypto'],
  ['src/dialog360/c.ts', '../services/leaf'],
  ['src/rocketchat/c.ts', '@rocket.chat/apps-engine/definition/accessors'],
  ['src/endpoints/c.ts', '../rocketchat/leaf'],
  ['src/endpoints/d.ts', './leaf'],
  ['src/commands/e.ts', '../interactions/leaf'],
  ['WhatsAppApp.ts', './src/dialog360/leaf'],
];

describe('the layers of the house', () => {
  it('hold in this project', () => {
    expect(cruise(root)).toEqual([]);
  });

  describe('in a tree that breaks them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'layers-'));
    let violations: string[];

    function write(file: string, content: string): void {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }

    beforeAll(() => {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      symlinkSync(join(root, 'package.json'), join(folder, 'package.json'));
      symlinkSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
      for (const layer of [
        'domain',
        'whatsapp',
        'services',
        'dialog360',
        'rocketchat',
        'endpoints',
        'commands',
        'interactions',
      ]) {
        write(`src/${layer}/leaf.ts`, 'export const leaf = 1;\n');
      }
      write('simulator/leaf.ts', 'export const leaf = 1;\n');
      for (const [from, specifier] of [...forbidden.map(([, ...rest]) => rest), ...allowed]) {
        write(from, `import '${specifier}';\n`);
      }
      write(
        'src/commands/c.ts',
        "import type { LayoutBlock } from '@rocket.chat/ui-kit';\nimport type { Services } from '../wiring';\n",
      );
      write('src/settings/orphan.ts', 'export const alone = 1;\n');
      write('simulator/one.ts', "import './two';\n");
      write('simulator/two.ts', "import './one';\n");
      violations = cruise(folder);
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(forbidden)('%s refuses that %s imports "%s"', (rule, from) => {
      expect(violations).toContainEqual(expect.stringContaining(`${rule}: ${from} -> `));
    });

    it('lets a door import types of the wiring and of development packages', () => {
      expect(violations.filter((violation) => violation.includes('src/commands/c.ts'))).toEqual([]);
    });

    it('no-cycles refuses modules that import each other', () => {
      expect(violations).toContainEqual('no-cycles: simulator/one.ts -> simulator/two.ts');
    });

    it('no-orphans refuses a module that nothing imports and that imports nothing', () => {
      expect(violations).toContainEqual(expect.stringContaining('no-orphans: src/settings/orphan.ts'));
    });

    it.each(allowed)('lets %s import "%s"', (from) => {
      expect(violations.filter((violation) => violation.includes(`${from} ->`))).toEqual([]);
    });
  });
});
