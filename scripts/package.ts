import { join, relative } from 'node:path';

import { packageApp } from './lib/packaging/packageApp';

const root = join(__dirname, '..');

packageApp({ root, outDir: join(root, 'dist') }).then(
  ({ file, version, size }) => {
    console.log(`${relative(process.cwd(), file)}: version ${version}, ${(size / 1024).toFixed(1)} kB`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
