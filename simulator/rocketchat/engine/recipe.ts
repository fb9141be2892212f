import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The npm packages that hold an engine's server side. From 1.63 on they hold type definitions only. */
const ENGINES = {
  '1.62.0': '@rocket.chat/apps-engine',
  '1.58.1': 'apps-engine-1.58',
  '1.53.1': 'apps-engine-1.53',
} as const;

export type EngineVersion = keyof typeof ENGINES;

export const NEWEST_ENGINE: EngineVersion = '1.62.0';

export const ENGINE_VERSIONS = Object.keys(ENGINES) as EngineVersion[];

/** The npm packages that the runtime imports, and those to take for them. */
export const RUNTIME_PACKAGES: Record<string, string> = {
  '@msgpack/msgpack': '@msgpack/msgpack',
  '@rocket.chat/ui-kit': '@rocket.chat/ui-kit',
  acorn: 'acorn',
  'acorn-walk': 'acorn-walk',
  astring: 'astring',
  'jsonrpc-lite': 'jsonrpc-lite',
  'stack-trace': 'stack-trace',
  // The engine's server side has a newer one.
  uuid: 'uuid8',
};

const SHIMS = join(__dirname, 'deno-std');

/** Where our stand-ins go in the copy; Deno would download the originals. */
const SHIM_TARGETS = {
  'io.ts': 'deno-runtime/std/io.ts',
  'parse-args.ts': 'deno-runtime/std/parse-args.ts',
  'streams.ts': 'deno-runtime/std/streams.ts',
  'require.ts': 'deno-runtime/lib/require.ts',
};

const IMPORTS = {
  '@std/io': './std/io.ts',
  'https://deno.land/std@0.216.0/io/write_all.ts': './std/io.ts',
  '@std/cli/parse-args': './std/parse-args.ts',
  '@std/streams': './std/streams.ts',
  '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts':
    '../definition/exceptions/AppsEngineException.js',
  '@rocket.chat/apps-engine/': '../',
};

/** The folder of an engine's npm package. */
export function engineFolder(version: EngineVersion): string {
  return packageFolder(ENGINES[version]);
}

/** The texts of files that an engine's copy has of us, by their paths in it. */
export async function ownFiles(version: EngineVersion): Promise<Record<string, string>> {
  return {
    ...(await readShims()),
    'deno-runtime/deno.jsonc': await denoConfig(),
    ...(version === '1.53.1' && (await endPings())),
  };
}

async function readShims(): Promise<Record<string, string>> {
  const entries = Object.entries(SHIM_TARGETS).map(async ([file, target]) => {
    return [target, await readFile(join(SHIMS, file), 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function denoConfig(): Promise<string> {
  const packages = Object.entries(RUNTIME_PACKAGES).map(async ([name, source]) => {
    const manifest = await readFile(join(packageFolder(source), 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    return [name, `npm:${name}@${version}`] as const;
  });
  const imports = { ...IMPORTS, ...Object.fromEntries(await Promise.all(packages)) };
  const config = { nodeModulesDir: 'manual', lock: false, unstable: ['detect-cjs'], imports };
  return JSON.stringify(config, null, 2);
}

/** In 1.53 the timer between two pings keeps a host's process alive for ten seconds after its end. */
async function endPings(): Promise<Record<string, string>> {
  const path = 'server/runtime/deno/LivenessManager.js';
  const text = await readFile(join(engineFolder('1.53.1'), path), 'utf8');
  return {
    [path]: text.replace(
      '}, this.options.pingFrequencyInMS);',
      '}, this.options.pingFrequencyInMS).unref();',
    ),
  };
}

/** Not every package lets its package.json be resolved, so the folders are looked through. */
export function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find(existsSync);
  if (!folder) {
    throw new Error(`The npm package ${name} is missing, which the Apps-Engine needs: install anew.`);
  }
  return folder;
}
