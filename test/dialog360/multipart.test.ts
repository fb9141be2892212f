import fc from 'fast-check';
import { multipart } from '../../src/dialog360/multipart';

interface Part {
  head: string;
  body: Buffer;
}

/** Takes a form apart as a server does: between its boundaries, at the first blank line. */
function partsOf({ contentType, bytes }: ReturnType<typeof multipart>): Part[] {
  const boundary = Buffer.from(`--${contentType.split('boundary=')[1]}`);
  const parts: Part[] = [];
  let start = bytes.indexOf(boundary) + boundary.length + 2;
  for (let end = bytes.indexOf(boundary, start); end >= 0; end = bytes.indexOf(boundary, start)) {
    const part = bytes.subarray(start, end - 2);
    const blank = part.indexOf('\r\n\r\n');
    parts.push({ head: part.subarray(0, blank).toString('utf8'), body: part.subarray(blank + 4) });
    start = end + boundary.length + 2;
  }
  return parts;
}

describe('multipart', () => {
  test('holds the fields and then the file with its type', () => {
    const file = {
      bytes: Buffer.from('%PDF'),
      mimeType: 'application/pdf',
      filename: 'Rechnung für Ana.pdf',
    };
    const parts = partsOf(multipart({ messaging_product: 'whatsapp', type: 'application/pdf' }, file));
    expect(parts.map(({ head, body }) => [head, body.toString()])).toEqual([
      ['Content-Disposition: form-data; name="messaging_product"', 'whatsapp'],
      ['Content-Disposition: form-data; name="type"', 'application/pdf'],
      [
        'Content-Disposition: form-data; name="file"; filename="Rechnung für Ana.pdf"\r\n' +
          'Content-Type: application/pdf',
        '%PDF',
      ],
    ]);
  });

  test('ends with the closing boundary', () => {
    const { contentType, bytes } = multipart({}, { bytes: Buffer.alloc(0), mimeType: 'a/b', filename: 'x' });
    expect(bytes.toString().endsWith(`\r\n--${contentType.split('boundary=')[1]}--\r\n`)).toBe(true);
  });

  test('a file name cannot add headers', () => {
    const file = { bytes: Buffer.from('x'), mimeType: 'a/b\r\nX: 1', filename: 'a"\r\nX-Evil: 1.txt' };
    const [part] = partsOf(multipart({}, file));
    expect(part?.head.split('\r\n')).toEqual([
      'Content-Disposition: form-data; name="file"; filename="a%22%0D%0AX-Evil: 1.txt"',
      'Content-Type: a/b X: 1',
    ]);
  });

  test('bytes pass unharmed, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const file = { bytes: Buffer.from(array), mimeType: 'application/octet-stream', filename: 'x' };
        expect(partsOf(multipart({ a: 'b' }, file))[1]?.body.equals(file.bytes)).toBe(true);
      }),
    );
  });
});
