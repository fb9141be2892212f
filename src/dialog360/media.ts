import { failed, ok, type Result } from '../domain/failure';
import type { File, MediaReference, WhatsAppApi } from '../services/ports';
import { isSuccess, type Answer } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';
import { hasHash } from './hash';
import { mediaUrl } from './hosts';
import type { Line } from './line';
import { multipart } from './multipart';
import { readAnswer } from './readAnswer';
import { mediaSchema, uploadedSchema } from './schemas';

type FileContent = Omit<File, 'filename'>;

interface Link {
  url: string;
  mimeType?: string;
  sha256?: string;
}

interface Expected {
  maxBytes: number;
  sha256?: string;
}

export function mediaApi(line: Line): Pick<WhatsAppApi, 'upload' | 'download'> {
  const { base, transport } = line;
  return {
    async upload(file: File): Promise<Result<string>> {
      const body = multipart({ messaging_product: 'whatsapp', type: file.mimeType }, file);
      const answer = await transport.post(`${base}/media`, { body, length: 'file' });
      if (answer.ok && line.isMissingInSandbox(answer.value)) {
        return failed(failures.sandboxMedia());
      }
      const uploaded = readAnswer(uploadedSchema, answer);
      return uploaded.ok ? ok(uploaded.value.id) : uploaded;
    },

    async download({ id, sha256 }: MediaReference, maxBytes: number): Promise<Result<FileContent>> {
      const link = await lookUp(line, id, maxBytes);
      if (!link.ok) {
        return link;
      }
      const expected = { maxBytes, sha256: sha256 ?? link.value.sha256 };
      const answer = await transport.get(link.value.url, { length: 'file' });
      if (!answer.ok || answer.value.status !== 404) {
        return fileIn(answer, link.value, expected);
      }
      // A link lives for 5 minutes: one fresh look-up is worth it. After 20 errors in an hour 360dialog blocks look-ups.
      const fresh = await lookUp(line, id, maxBytes);
      return fresh.ok
        ? fileIn(await transport.get(fresh.value.url, { length: 'file' }), fresh.value, expected)
        : fresh;
    },
  };
}

async function lookUp(line: Line, mediaId: string, maxBytes: number): Promise<Result<Link>> {
  const answer = await line.transport.get(`${line.base}/${encodeURIComponent(mediaId)}`);
  if (answer.ok && line.isMissingInSandbox(answer.value)) {
    return failed(failures.sandboxMedia());
  }
  const media = readAnswer(mediaSchema, answer);
  if (!media.ok) {
    return media;
  }
  if ((media.value.file_size ?? 0) > maxBytes) {
    return failed(failures.fileTooBig(maxBytes));
  }
  const url = mediaUrl(line.environment, media.value.url);
  return url === undefined
    ? failed(failures.unexpectedAnswer())
    : ok({ url, mimeType: media.value.mime_type, sha256: media.value.sha256 });
}

function fileIn(answer: Result<Answer>, link: Link, { maxBytes, sha256 }: Expected): Result<FileContent> {
  if (!answer.ok) {
    return answer;
  }
  const { bytes, headers } = answer.value;
  if (!isSuccess(answer.value)) {
    return failed(failureOfAnswer(answer.value));
  }
  if (bytes.length > maxBytes) {
    return failed(failures.fileTooBig(maxBytes));
  }
  if (sha256 !== undefined && !hasHash(bytes, sha256)) {
    return failed(failures.damagedFile());
  }
  return ok({ bytes, mimeType: link.mimeType ?? headers['content-type'] ?? 'application/octet-stream' });
}
