import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { provideDeno } from './deno';

/** The npm packages that hold an engine's server side. From 1.63 on they hold type definitions only. */
const PACKAGES = {
  '1.62.0': '@rocket.chat/apps-engine',
  '1.58.1': 'apps-engine-1.58',
  '1.53.1': 'apps-engine-1.53',
} as const;

export type EngineVersion = keyof typeof PACKAGES;

export const ENGINE_VERSIONS = Object.keys(PACKAGES) as EngineVersion[];

const PROJECT = resolve(__dirname, '../../..');
const CACHE = join(PROJECT, '.cache');
const SHIMS = join(__dirname, 'deno-std');

/** Where our stand-ins go in the runtime's folder; Deno would download the originals. */
const SHIM_TARGETS = {
  'io.ts': 'std/io.ts',
  'parse-args.ts': 'std/parse-args.ts',
  'streams.ts': 'std/streams.ts',
  'require.ts': 'lib/require.ts',
};

const DENO_CONFIG = {
  nodeModulesDir: 'manual',
  lock: false,
  unstable: ['detect-cjs'],
  imports: {
    '@std/io': './std/io.ts',
    '@std/cli/parse-args': './std/parse-args.ts',
    '@std/streams': './std/streams.ts',
    '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts':
      '../definition/exceptions/AppsEngineException.js',
    '@rocket.chat/apps-engine/': '../',
    '@msgpack/msgpack': 'npm:@msgpack/msgpack',
    '@rocket.chat/ui-kit': 'npm:@rocket.chat/ui-kit',
    acorn: 'npm:acorn@8.10.0',
    'acorn-walk': 'npm:acorn-walk@8.2.0',
    astring: 'npm:astring@1.8.6',
    'jsonrpc-lite': 'npm:jsonrpc-lite@2.2.0',
    'stack-trace': 'npm:stack-trace@0.0.10',
    uuid: 'npm:uuid@8.3.2',
  },
};

/**
 * Makes a copy of an engine outside of `node_modules`, where Deno runs scripts, with all that its runtime would
 * otherwise download at its first start. The engine's server side is loaded from the copy too and so finds the
 * runtime beside itself. Done once for each state of this recipe; several processes may do it at once.
 *
 * @returns the folder of the copy.
 * @throws when NODE_ENV is `test`: the engine then grants apps every permission, which hides missing ones.
 */
export async function prepareEngine(version: EngineVersion): Promise<string> {
  if (process.env.NODE_ENV === 'test') {
    throw new Error('The Apps-Engine grants every permission when NODE_ENV is "test": start with another NODE_ENV.');
  }
  provideDeno(join(CACHE, 'deno'));
  const shims = await readShims();
  const recipe = createHash('sha256').update(JSON.stringify([DENO_CONFIG, shims])).digest('hex').slice(0, 8);
  const folder = join(CACHE, 'engines', `${version}-${recipe}`, 'apps-engine');
  if (!existsSync(folder)) {
    await copyEngine(version, shims, dirname(folder));
  }
  return folder;
}

async function readShims(): Promise<[target: string, text: string][]> {
  const files = Object.entries(SHIM_TARGETS);
  return Promise.all(
    files.map(async ([file, target]) => [target, await readFile(join(SHIMS, file), 'utf8')] as [string, string]),
  );
}

async function copyEngine(version: EngineVersion, shims: [string, string][], target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}.`);
  const copy = join(draft, 'apps-engine');
  const runtime = join(copy, 'deno-runtime');
  const original = dirname(require.resolve(`${PACKAGES[version]}/package.json`));
  await cp(original, copy, {
    recursive: true,
    filter: (path) => !path.endsWith('.map') && !path.startsWith(join(original, 'node_modules')),
  });
  await mkdir(join(runtime, 'std'));
  await mkdir(join(runtime, 'node_modules'));
  await writeFile(join(runtime, 'deno.jsonc'), JSON.stringify(DENO_CONFIG, null, 2));
  await Promise.all(shims.map(([path, text]) => writeFile(join(runtime, path), text)));
  // The runtime wants uuid 8, while the server side wants the newer one that npm has put at the top.
  await symlink(dirname(require.resolve('uuid8/package.json')), join(runtime, 'node_modules/uuid'), 'junction');
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!existsSync(target)) {
      throw error;
    }
  }
}
