import { LIMITS } from '../../src/domain/limits';
import { toWhatsApp } from '../../src/whatsapp/formatting/toWhatsApp';
import { sendableFile } from '../../src/whatsapp/mediaKind';
import { rowsOf } from '../support/pages';

const MB = 1024 * 1024;
const PAGE = 'docs/agents.md';

/** What stands in code within a cell. */
function codesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

const formats = rowsOf(PAGE, 'Write').flatMap(([written, sent]) =>
  codesIn(written).map((markup): [string, string | undefined] => [markup, codesIn(sent)[0]]),
);

test.each(formats)('%s goes out as the page for agents says', (markup, sent) => {
  expect(toWhatsApp(markup)).toBe(sent);
});

const files = rowsOf(PAGE, 'Files').flatMap(([types, size = '', arrives]) =>
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
  expect(rowsOf(PAGE, 'Files').at(-1)?.[1]).toBe(`${document.maxBytes / MB} MB`);
});
