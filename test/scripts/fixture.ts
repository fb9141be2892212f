import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const project = resolve(__dirname, '../..');

const manifest = {
  id: '5b0c52ff-3c2f-4d43-9d43-6a8f0f9c6f11',
  version: '3.2.1',
  requiredApiVersion: '^1.53.0',
  name: 'Echo',
  nameSlug: 'echo',
  description: 'Says it again.',
  author: { name: 'Ada Example', support: 'https://example.org/echo' },
  classFile: 'EchoApp.ts',
  iconFile: 'assets/icon.png',
  permissions: [{ name: 'message.read' }, { name: 'message.write' }],
};

const appClass = `import { createHash } from 'node:crypto';
import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IMessage, IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages';
import { isUri } from './src/uri';

export class EchoApp extends App implements IPostMessageSent {
  protected override async extendConfiguration(_: IConfigurationExtend): Promise<void> {}

  async executePostMessageSent(message: IMessage): Promise<void> {
    this.getLogger().debug(createHash('sha256').update(String(isUri(message.text))).digest('hex'));
  }
}
`;

const uri = `import { is, pipe, string, url } from 'valibot';
export const isUri = (text: unknown) => is(pipe(string(), url()), text);
export const unused = 'this text is shaken off';
`;

/** Writes a tiny app that packages well into a folder of its own; `files` replace or add to its files. */
export function writeApp(
  files: Record<string, string | undefined> = {},
  changes: Record<string, unknown> = {},
): string {
  const root = mkdtempSync(join(tmpdir(), 'app-'));
  const all: Record<string, string | undefined> = {
    'app.json': JSON.stringify({ ...manifest, ...changes }),
    'package.json': JSON.stringify({ version: manifest.version }),
    'EchoApp.ts': appClass,
    'src/uri.ts': uri,
    'i18n/en.json': '{ "hello": "Hello" }',
    'i18n/de.json': '{ "hello": "Hallo" }',
    ...files,
  };
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(project, 'assets/icon.png'), join(root, 'assets/icon.png'));
  for (const [file, content] of Object.entries(all)) {
    if (content !== undefined) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), content);
    }
  }
  return root;
}

/** The app class of the fixture with parts of its text replaced. */
export function appClassWith(...replacements: [from: string, to: string][]): string {
  return replacements.reduce((text, [from, to]) => text.replace(from, to), appClass);
}
