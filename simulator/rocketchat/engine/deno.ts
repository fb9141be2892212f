import { chmodSync, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The package of the `deno` npm package's optional ones that has this machine's binary. */
const BINARIES: Record<string, string> = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
  'win32-x64': '@deno/win32-x64',
  'win32-arm64': '@deno/win32-arm64',
};

/**
 * Puts the Deno of npm before any other on this process's PATH, where the engine looks for it, and its cache into a
 * folder of ours.
 * @throws when npm has not installed a Deno for this machine.
 */
export function provideDeno(cacheFolder: string): void {
  const folder = dirname(findBinary());
  const path = process.env.PATH ?? '';
  if (!path.startsWith(folder + delimiter)) {
    process.env.PATH = folder + delimiter + path;
  }
  process.env.DENO_DIR = cacheFolder;
}

function findBinary(): string {
  const machine = `${process.platform}-${process.arch}`;
  const name = BINARIES[machine];
  if (!name) {
    throw new Error(`Deno has no npm package for ${machine}, and the Apps-Engine needs Deno to run apps.`);
  }
  const binary = join(dirname(resolvePackage(name)), process.platform === 'win32' ? 'deno.exe' : 'deno');
  if (!existsSync(binary)) {
    throw new Error(`The npm package ${name} has no Deno in it: install the packages again.`);
  }
  if (process.platform !== 'win32') {
    chmodSync(binary, 0o755);
  }
  return binary;
}

function resolvePackage(name: string): string {
  try {
    return require.resolve(`${name}/package.json`, {
      paths: [dirname(require.resolve('deno/package.json'))],
    });
  } catch {
    throw new Error(
      `The npm package ${name} is missing: install with optional packages (npm ci --include=optional).`,
    );
  }
}
