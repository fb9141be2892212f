import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LIMITS } from '../../src/domain/limits';
import { toWhatsApp } from '../../src/whatsapp/formatting/toWhatsApp';
import { sendableFile } from '../../src/whatsapp/mediaKind';

const MB = 1024 * 1024;
const page = readFileSync(join(__dirname, '../../docs/agents.md'), 'utf8');

/** The cells of the table below a heading, without the head. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((candidate) => candidate.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands in code within a cell. */
function codesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll('\\|', '|'));
}

const formats = rowsOf('Write').flatMap(([written, sent]) =>
  codesIn(written).map((markup): [string, string | undefined] => [markup, codesIn(sent)[0]]),
);

test.each(formats)('%s goes out as the page for agents says', (markup, sent) => {
  expect(toWhatsApp(markup)).toBe(sent);
});

const files = rowsOf('Files').flatMap(([types, size = '', arrives]) =>
  codesIn(types).map((type): [string, number, string | undefined] => [type, parseInt(size) * MB, arrives]),
);

test.each(files)('%s of up to %d bytes arrives as the page says', (type, size, arrives) => {
  expect(sendableFile(type, Buffer.alloc(size))?.media).toBe(arrives);
  expect(sendableFile(type, Buffer.alloc(size + 1))?.media).toBe('document');
});

test('the page names all that WhatsApp shows, and how much it takes at all', () => {
  const { image, video, audio, document } = LIMITS.media;
  const shown = [image, video, audio].flatMap(({ mimeTypes }): readonly string[] => mimeTypes);
  expect(files.map(([type]) => type).sort()).toEqual(shown.filter((type) => type !== 'audio/ogg').sort());
  expect(rowsOf('Files').at(-1)?.[1]).toBe(`${document.maxBytes / MB} MB`);
});
