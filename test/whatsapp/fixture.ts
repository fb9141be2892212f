import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A webhook payload of test/fixtures/whatsapp: invented people, shapes as documented. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'whatsapp', `${name}.json`), 'utf8'));
}
