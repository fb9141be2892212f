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

export const NEWEST_ENGINE: EngineVersion = '1.62.0';

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

/** The npm packages that the runtime imports, and those to take for them. */
const RUNTIME_PACKAGES: Record<string, string> = {
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

const IMPORTS = {
  '@std/io': './std/io.ts',
  'https://deno.land/std@0.216.0/io/write_all.ts': './std/io.ts',
  '@std/cli/parse-args': './std/parse-args.ts',
  '@std/streams': './std/streams.ts',
  '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts':
    '../definition/exceptions/AppsEngineException.js',
  '@rocket.chat/apps-engine/': '../',
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
    throw new Error(
      'The Apps-Engine grants every permission when NODE_ENV is "test": start with another NODE_ENV.',
    );
  }
  provideDeno(join(CACHE, 'deno'));
  const additions = { ...(await readShims()), 'deno.jsonc': await denoConfig() };
  const recipe = createHash('sha256').update(JSON.stringify(additions)).digest('hex').slice(0, 8);
  const folder = join(CACHE, 'engines', `${version}-${recipe}`, 'apps-engine');
  if (!existsSync(folder)) {
    await copyEngine(version, additions, dirname(folder));
  }
  return folder;
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
  return JSON.stringify(
    { nodeModulesDir: 'manual', lock: false, unstable: ['detect-cjs'], imports },
    null,
    2,
  );
}

/** @param additions texts of files, by their path in the runtime's folder. */
async function copyEngine(
  version: EngineVersion,
  additions: Record<string, string>,
  target: string,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}.`);
  const runtime = join(draft, 'apps-engine/deno-runtime');
  const original = packageFolder(PACKAGES[version]);
  await cp(original, join(draft, 'apps-engine'), {
    recursive: true,
    filter: (path) => !path.endsWith('.map') && !path.startsWith(join(original, 'node_modules')),
  });
  await mkdir(join(runtime, 'std'));
  await Promise.all(Object.entries(additions).map(([path, text]) => writeFile(join(runtime, path), text)));
  await Promise.all(
    Object.entries(RUNTIME_PACKAGES).map(([name, source]) => linkPackage(runtime, name, source)),
  );
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true });
    // Another process may have been faster.
    if (!existsSync(target)) {
      throw error;
    }
  }
}

async function linkPackage(runtime: string, name: string, source: string): Promise<void> {
  const link = join(runtime, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(packageFolder(source), link, 'junction');
}

/** Not every package lets its package.json be resolved, so the folders are looked through. */
function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find(existsSync);
  if (!folder) {
    throw new Error(
      `The npm package ${name} is missing, which the Apps-Engine's runtime needs: install anew.`,
    );
  }
  return folder;
}
