import * as v from 'valibot';
import { failed, ok, type Failure, type Result } from '../domain/failure';
import type { File } from '../services/ports';
import { wireText } from '../whatsapp/wire/fields';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { handleSchema } from './schemas';

/** `POST /uploads`. The id is a path on the same host. */
const sessionSchema = v.object({ id: v.pipe(wireText, v.startsWith('upload:')) });

/**
 * A resumable upload in one piece: a session, then the bytes. Meta: resumable upload API.
 * @param missing what it means that the sandbox does not know the path
 * @returns the handle by which other requests name the file
 */
export async function uploadResumable(
  line: Line,
  { bytes, mimeType }: Pick<File, 'bytes' | 'mimeType'>,
  missing: () => Failure,
): Promise<Result<string>> {
  const { base, transport } = line;
  const query = `file_length=${bytes.length}&file_type=${encodeURIComponent(mimeType)}`;
  const opened = await transport.post(`${base}/uploads?${query}`, { json: {} });
  if (opened.ok && line.isMissingInSandbox(opened.value)) {
    return failed(missing());
  }
  const session = readAnswer(sessionSchema, opened);
  if (!session.ok) {
    return session;
  }
  const answer = await transport.post(`${base}/${session.value.id}`, {
    body: { bytes, contentType: 'application/octet-stream' },
    headers: { file_offset: '0' },
    length: 'file',
  });
  const uploaded = readAnswer(handleSchema, answer);
  return uploaded.ok ? ok(uploaded.value.h) : uploaded;
}
