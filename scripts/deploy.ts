import { join } from 'node:path';

import { readAppZip } from './lib/deployment/appZip';
import { askPassword } from './lib/deployment/askPassword';
import { deploy } from './lib/deployment/deploy';
import { DeployError } from './lib/deployment/deployError';
import { readOptions, USAGE } from './lib/deployment/options';
import { type Manifest, packageFileName, readJson } from './lib/manifest';

const root = join(__dirname, '..');

async function main(): Promise<string> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) {
    return USAGE;
  }
  const packaged = packageFileName(readJson(join(root, 'app.json')) as Manifest);
  const zip = readAppZip(options.file ?? join(root, 'dist', packaged));
  console.error(`Deploying ${zip.manifest.name} ${zip.manifest.version} to ${options.url} …`);
  return deploy(options, zip, askPassword);
}

main().then(
  (done) => console.log(done),
  (error: unknown) => {
    // Not the error itself: what hangs on it may hold a password.
    console.error(error instanceof DeployError ? error.message : (error as Error).stack);
    process.exitCode = 1;
  },
);
