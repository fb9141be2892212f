import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { ALLOWED_MODULES, REWRITE_TRIGGERS } from '../../scripts/lib/packaging/sandbox';

const engines = ['apps-engine-1.53', 'apps-engine-1.58', '@rocket.chat/apps-engine'];

function runtime(engine: string, file: string): string {
  return readFileSync(resolve(__dirname, '../../node_modules', engine, 'deno-runtime', file), 'utf8');
}

const quoted = (list: string | undefined) => [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, item]) => item);

describe.each(engines)('the sandbox of %s', (engine) => {
  it('allows exactly the modules that the packager allows', () => {
    const source = runtime(engine, 'handlers/app/construct.ts');
    const lists = [...source.matchAll(/ALLOWED_\w+_MODULES = \[([^\]]+)\]/g)].flatMap(([, list]) =>
      quoted(list),
    );
    expect(lists.sort()).toEqual([...ALLOWED_MODULES].sort());
  });

  it('rewrites apps with exactly the strings that the packager refuses', () => {
    const source = runtime(engine, 'lib/sanitizeDeprecatedUsage.ts');
    const strings = [...source.matchAll(/source\.includes\('([^']+)'\)/g)].map(([, text]) => text);
    expect(strings).toEqual([...REWRITE_TRIGGERS]);
  });
});
