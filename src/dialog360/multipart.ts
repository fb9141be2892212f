import { randomBytes } from 'node:crypto';

/** A body as the host sends it unchanged, and the header that belongs to it. */
export interface MultipartBody {
  contentType: string;
  bytes: Buffer;
}

export interface FilePart {
  bytes: Buffer;
  mimeType: string;
  filename: string;
}

/** Builds a `multipart/form-data` body: the engine's HTTP accessor knows no forms, but lets a Buffer pass. */
export function multipart(fields: Record<string, string>, file: FilePart): MultipartBody {
  const boundary = `----${randomBytes(16).toString('hex')}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const fileHead =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quotable(file.filename)}"\r\n` +
    `Content-Type: ${oneLine(file.mimeType)}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([
      Buffer.from(parts.join('') + fileHead, 'utf8'),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8'),
    ]),
  };
}

/** File names come from people; browsers escape the same way (HTML: multipart/form-data encoding algorithm). */
function quotable(filename: string): string {
  return filename.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}
