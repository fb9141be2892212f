import { crc32, inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** `#rrggbb` of a pixel. */
  colour(x: number, y: number): string;
}

/** Reads a PNG of eight bits a colour without filters. @throws Error for what is none, or is damaged */
export function readPng(file: Buffer): Picture {
  if (file.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') {
    throw new Error('This is no PNG.');
  }
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    if (file.readUInt32BE(at + 8 + length) !== crc32(body)) {
      throw new Error('A chunk is damaged.');
    }
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  const header = chunks.get('IHDR')!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT')!);
  if (!chunks.has('IEND') || rows.length !== height * (width * 3 + 1)) {
    throw new Error('The picture is not complete.');
  }
  return {
    width,
    height,
    colour: (x, y) => {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      return `#${rows.toString('hex', at, at + 3)}`;
    },
  };
}
