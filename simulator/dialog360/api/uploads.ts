import { randomUUID } from 'node:crypto';

import express, { Router } from 'express';

import { MAX_UPLOAD_BYTES } from '../media/types';
import { graphError } from './errors';

/** Files of resumable uploads, by their handles. */
export class Uploads {
  private readonly files = new Map<string, Buffer>();

  add(bytes: Buffer): string {
    const handle = `4::${randomUUID()}`;
    this.files.set(handle, bytes);
    return handle;
  }

  has(handle: string): boolean {
    return this.files.has(handle);
  }

  take(handle: string): Buffer | undefined {
    return this.files.get(handle);
  }
}

/** Meta's resumable upload, in one piece: a session of a length, then the bytes from the start. */
export function uploadsRouter(uploads: Uploads): Router {
  const sessions = new Map<string, number>();
  const router = Router();

  router.post('/uploads', ({ query }, response) => {
    const length = Number(query.file_length);
    if (!Number.isInteger(length) || length <= 0 || typeof query.file_type !== 'string') {
      throw graphError(100, 'The parameters file_length and file_type are required.');
    }
    const id = `upload:${randomUUID()}`;
    sessions.set(id, length);
    response.json({ id });
  });

  router.post(
    /^\/upload:/,
    express.raw({ type: () => true, limit: MAX_UPLOAD_BYTES }),
    (request, response) => {
      const length = sessions.get(request.path.slice(1));
      const bytes: unknown = request.body;
      if (request.headers.file_offset !== '0' || !Buffer.isBuffer(bytes) || bytes.length !== length) {
        throw graphError(100, 'The upload session does not exist, or the bytes are not those announced.');
      }
      response.json({ h: uploads.add(bytes) });
    },
  );

  return router;
}
