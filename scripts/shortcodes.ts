/**
 * Writes the table of shortcodes, src/whatsapp/formatting/shortcodes.json. Run it after an update of emojibase-data:
 * `npx tsx scripts/shortcodes.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { shortcodes } from './lib/shortcodes';

const file = join(__dirname, '../src/whatsapp/formatting/shortcodes.json');
writeFileSync(file, `${JSON.stringify(shortcodes(), undefined, 2)}\n`);
