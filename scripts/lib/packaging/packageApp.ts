import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadAppClass } from './appClass';
import { archive } from './archive';
import { bundleApp } from './bundle';
import { licences } from './licences';
import { declaredInterfaces, engineListeners, listenedEvents } from './listeners';
import { type Manifest, manifestProblems, packageFileName, readJson } from '../manifest';
import { requireProblems, rewriteProblems } from './sandbox';
import { translationProblems } from './translations';

export interface Package {
  file: string;
  version: string;
  /** Bytes of the zip. */
  size: number;
}

/** A host would refuse the app, or run it in a way that nobody wants. */
export class PackageRefusedError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The app cannot be packaged:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

function refuseOn(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new PackageRefusedError(problems);
  }
}

function readTexts(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * Bundles, checks and zips the app in `root` into `<nameSlug>_<version>.zip`. The zip holds app.json with the events
 * that the class listens to, one JavaScript file, the translations, the icon and the licences of what is bundled.
 * @throws PackageRefusedError with all that is wrong
 */
export async function packageApp({ root, outDir }: { root: string; outDir: string }): Promise<Package> {
  const manifest = readJson(join(root, 'app.json')) as Manifest;
  const { version } = readJson(join(root, 'package.json')) as { version: string };
  const translations = readTexts(join(root, 'i18n'));
  refuseOn([...manifestProblems(manifest, version, root), ...translationProblems(translations)]);

  const { classFile, iconFile } = manifest;
  const { code, inputs } = await bundleApp(root, classFile);
  refuseOn([...requireProblems(code), ...rewriteProblems(code)]);

  const appClass = loadAppClass(code, root, classFile);
  if (typeof appClass === 'string') {
    throw new PackageRefusedError([appClass]);
  }
  const declared = declaredInterfaces(readFileSync(join(root, classFile), 'utf8'), appClass.name);
  const { listened, problems } = listenedEvents(declared, appClass.methods, engineListeners());
  refuseOn(problems);

  const files = new Map<string, Buffer>([
    ['app.json', Buffer.from(`${JSON.stringify({ ...manifest, implements: listened }, null, 2)}\n`)],
    [classFile.replace(/\.ts$/, '.js'), Buffer.from(code)],
    [iconFile, readFileSync(join(root, iconFile))],
    ['LICENSES', Buffer.from(licences(root, inputs))],
  ]);
  for (const [name, text] of translations) {
    files.set(`i18n/${name}`, Buffer.from(text));
  }
  const zip = archive(files);
  const file = join(outDir, packageFileName(manifest));
  mkdirSync(outDir, { recursive: true });
  writeFileSync(file, zip);
  return { file, version, size: zip.length };
}
