import express, { type Request } from 'express';

import { ServerError } from '../workspace/errors';

/** A form as a browser sends it with a file. */
export interface Form {
  file?: { name: string; type: string; bytes: Buffer };
  fields: Record<string, string>;
}

/** Takes the body as it is; the workspace's own limit (`FileUpload_MaxFileSize`, 100 MiB) is checked when storing. */
export const takeMultipart = express.raw({ type: 'multipart/form-data', limit: '1gb' });

/** @throws ServerError `invalid-field` when the body is no multipart form */
export async function readForm(request: Request, fileField: string): Promise<Form> {
  const body: unknown = request.body;
  const contentType = request.get('content-type');
  if (!Buffer.isBuffer(body) || !contentType) {
    throw new ServerError('invalid-field');
  }
  const form: Form = { fields: {} };
  for (const [name, value] of await new Response(body, {
    headers: { 'content-type': contentType },
  }).formData()) {
    if (typeof value === 'string') {
      form.fields[name] = value;
    } else if (name === fileField) {
      form.file = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
    }
  }
  return form;
}
