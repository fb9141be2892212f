import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { provideDeno } from './deno';
import { engineFolder, type EngineVersion, ownFiles, packageFolder, RUNTIME_PACKAGES } from './recipe';

export { ENGINE_VERSIONS, type EngineVersion, NEWEST_ENGINE } from './recipe';

const CACHE = resolve(__dirname, '../../../.cache');

/**
 * Makes a copy of an engine outside of `node_modules`, where Deno runs scripts, with all that its runtime would
 * otherwise download at its first start. The engine's server side is loaded from the copy too and so finds the
 * runtime beside itself. Done once for each state of the recipe; several processes may do it at once.
 *
 * @returns the folder of the copy.
 * @throws when NODE_ENV is `test`: the engine then grants apps every permission, which hides missing ones.
 */
export async function prepareEngine(version: EngineVersion): Promise<string> {
  if (process.env.NODE_ENV === 'test') {
    throw new Error(
      'With NODE_ENV "test" the Apps-Engine grants every permission: start with another NODE_ENV.',
    );
  }
  provideDeno(join(CACHE, 'deno'));
  const files = await ownFiles(version);
  const recipe = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);
  const target = join(CACHE, 'engines', `${version}-${recipe}`);
  if (!existsSync(target)) {
    await mkdir(dirname(target), { recursive: true });
    const draft = await mkdtemp(`${target}.`);
    await copyEngine(version, files, join(draft, 'apps-engine'));
    await publish(draft, target);
  }
  return join(target, 'apps-engine');
}

async function copyEngine(
  version: EngineVersion,
  files: Record<string, string>,
  copy: string,
): Promise<void> {
  const original = engineFolder(version);
  const runtime = join(copy, 'deno-runtime');
  await cp(original, copy, {
    recursive: true,
    filter: (path) => !path.endsWith('.map') && !path.startsWith(join(original, 'node_modules')),
  });
  await mkdir(join(runtime, 'std'));
  await Promise.all(Object.entries(files).map(([path, text]) => writeFile(join(copy, path), text)));
  for (const [name, source] of Object.entries(RUNTIME_PACKAGES)) {
    const link = join(runtime, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(packageFolder(source), link, 'junction');
  }
}

async function publish(draft: string, target: string): Promise<void> {
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
