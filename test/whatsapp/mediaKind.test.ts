import { LIMITS } from '../../src/domain/limits';
import { bareMimeType, sendableFile } from '../../src/whatsapp/mediaKind';

const MB = 1024 * 1024;

/** The first page of an Ogg stream with Opus in it. */
function opus(channels: number): Buffer {
  return Buffer.concat([
    Buffer.from('OggS'),
    Buffer.alloc(24),
    Buffer.from('OpusHead'),
    Buffer.from([1, channels]),
  ]);
}

describe('sendableFile', () => {
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
    ['a type in capitals', 'AUDIO/MPEG', 1 * MB, 'audio'],
    ['Ogg that is no Opus, whatever its type says', 'audio/ogg; codecs=opus', 1 * MB, 'document'],
    ['JPEG by its wrong but common name', 'image/jpg', 1 * MB, 'image'],
    ['M4A by the name that browsers give it', 'audio/x-m4a', 1 * MB, 'audio'],
    ['MP3 by its wrong but common name', 'audio/mp3', 1 * MB, 'audio'],
    ['a recording of a browser', 'audio/webm;codecs=opus', 1 * MB, 'document'],
    ['WAV', 'audio/x-wav', 1 * MB, 'document'],
    ['a PDF', 'application/pdf', 99 * MB, 'document'],
    ['an unknown type', '', 10, 'document'],
    ['a file above all limits', 'application/zip', 100 * MB + 1, undefined],
  ];

  test.each(cases)('%s', (_label, mimeType, size, kind) => {
    expect(sendableFile(mimeType, Buffer.alloc(size))?.media).toBe(kind);
  });

  test('Opus in Ogg with one channel is a voice note', () => {
    const voice = { media: 'audio', mimeType: 'audio/ogg; codecs=opus', voice: true };
    expect(sendableFile('audio/ogg', opus(1))).toEqual(voice);
    expect(sendableFile('application/ogg', opus(1))).toEqual(voice);
  });

  test('Opus with two channels, which WhatsApp does not play, is a document', () => {
    expect(sendableFile('audio/ogg', opus(2))).toEqual({ media: 'document', mimeType: 'audio/ogg' });
  });

  test('a wrong name of a type is put right for the upload', () => {
    expect(sendableFile('image/jpg', Buffer.alloc(10))).toEqual({ media: 'image', mimeType: 'image/jpeg' });
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
