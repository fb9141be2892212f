import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import AdmZip from 'adm-zip';

import type { Manifest } from '../manifest';
import { DeployError } from './deployError';

export interface AppZip {
  name: string;
  bytes: Buffer;
  manifest: Manifest;
}

/** @throws DeployError when the file is missing or is no app */
export function readAppZip(file: string): AppZip {
  if (!existsSync(file)) {
    throw new DeployError(
      `There is no ${file}.`,
      'Run "npm run package" first, or name another zip with --file.',
    );
  }
  const bytes = readFileSync(file);
  try {
    const text = new AdmZip(bytes).getEntry('app.json')?.getData().toString();
    return { name: basename(file), bytes, manifest: JSON.parse(text ?? '') as Manifest };
  } catch {
    throw new DeployError(`${file} is not a packaged app.`, 'Run "npm run package" to make a new one.');
  }
}
