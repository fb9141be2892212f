import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageApp } from '../../../scripts/lib/packaging/packageApp';

/** Packages the app before the first end-to-end test of a run: all of them try one and the same zip. */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export.
export default async function packageOnce(): Promise<void> {
  const root = join(__dirname, '../../..');
  const { file } = await packageApp({ root, outDir: mkdtempSync(join(tmpdir(), 'whatsapp-zip-')) });
  process.env.PACKAGED_APP = file;
}
