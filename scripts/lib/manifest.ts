import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { validate } from 'jsonschema';

import schema from '../app.schema.json';

export interface Permission {
  name: string;
  domains?: string[];
}

/** app.json, as far as the scripts read it; `scripts/app.schema.json` has all of it. */
export interface Manifest {
  id: string;
  name: string;
  nameSlug: string;
  version: string;
  requiredApiVersion: string;
  classFile: string;
  iconFile: string;
  permissions?: Permission[];
  implements?: string[];
}

/** The name of the zip, as Rocket.Chat's own tools call it. */
export function packageFileName({ nameSlug, version }: Pick<Manifest, 'nameSlug' | 'version'>): string {
  return `${nameSlug}_${version}.zip`;
}

/** Reads a JSON file; the error of a malformed one names the file. */
export function readJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** What is wrong with a manifest, one sentence each; none when it is good. */
export function manifestProblems(manifest: unknown, packageVersion: string, root: string): string[] {
  const problems = validate(manifest, schema).errors.map(
    ({ property, message }) => `app.json: ${property.replace(/^instance\.?/, '') || 'it'} ${message}`,
  );
  if (problems.length > 0) {
    return problems;
  }
  const { version, classFile, iconFile } = manifest as Manifest;
  if (version !== packageVersion) {
    problems.push(`app.json has version ${version}, package.json has ${packageVersion}: make them equal`);
  }
  for (const file of [classFile, iconFile]) {
    if (!existsSync(join(root, file))) {
      problems.push(`app.json names ${file}, which does not exist`);
    }
  }
  return problems;
}
