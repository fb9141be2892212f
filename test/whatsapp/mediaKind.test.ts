import { LIMITS } from '../../src/domain/limits';
import { bareMimeType, mediaKindOf } from '../../src/whatsapp/mediaKind';

const MB = 1024 * 1024;

describe('mediaKindOf', () => {
  const cases: [label: string, mimeType: string, size: number, kind: string | undefined][] = [
    ['a JPEG', 'image/jpeg', 200_000, 'image'],
    ['a PNG of exactly the limit', 'image/png', 5 * MB, 'image'],
    ['a PNG above the limit of pictures', 'image/png', 5 * MB + 1, 'document'],
    ['WebP, which is for stickers only', 'image/webp', 50_000, 'document'],
    ['GIF', 'image/gif', 50_000, 'document'],
    ['SVG', 'image/svg+xml', 50_000, 'document'],
    ['HEIC of a phone', 'image/heic', 50_000, 'document'],
    ['an MP4', 'video/mp4', 16 * MB, 'video'],
    ['a 3GP', 'video/3gpp', 1 * MB, 'video'],
    ['an MP4 above the limit of videos', 'video/mp4', 17 * MB, 'document'],
    ['QuickTime', 'video/quicktime', 1 * MB, 'document'],
    ['WebM video', 'video/webm', 1 * MB, 'document'],
    ['a voice memo of the web client', 'audio/mpeg', 1 * MB, 'audio'],
    ['a voice memo of a phone', 'audio/mp4', 1 * MB, 'audio'],
    ['Ogg with a codec in its type', 'audio/ogg; codecs=opus', 1 * MB, 'audio'],
    ['a type in capitals', 'AUDIO/OGG', 1 * MB, 'audio'],
    ['a recording of a browser', 'audio/webm;codecs=opus', 1 * MB, 'document'],
    ['WAV', 'audio/x-wav', 1 * MB, 'document'],
    ['a PDF', 'application/pdf', 99 * MB, 'document'],
    ['an unknown type', '', 10, 'document'],
    ['a file above all limits', 'application/zip', 100 * MB + 1, undefined],
  ];

  test.each(cases)('%s', (_label, mimeType, size, kind) => {
    expect(mediaKindOf(mimeType, size)).toBe(kind);
  });

  test('a kind never takes more than a document may have', () => {
    for (const { maxBytes } of Object.values(LIMITS.media)) {
      expect(maxBytes).toBeLessThanOrEqual(LIMITS.media.document.maxBytes);
    }
  });
});

test.each([
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  ['Text/Plain;charset=utf-8', 'text/plain'],
  ['', ''],
])('the bare type of %j is %j', (mimeType, bare) => {
  expect(bareMimeType(mimeType)).toBe(bare);
});
