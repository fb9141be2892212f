import { randomBytes } from 'node:crypto';

import express, { Router } from 'express';

import { graphError } from './errors';
import { queryText } from './request';

const LIMIT = '100mb';

/** Graph's upload in two steps, of examples for templates: a session by size and type, then the bytes. */
export class SampleUploads {
  private readonly sessions = new Map<string, number>();
  private readonly handles = new Set<string>();

  readonly isHandle = (handle: string): boolean => this.handles.has(handle);

  router(): Router {
    const router = Router();
    router.post('/uploads', (request, response) => {
      const length = Number(queryText(request, 'file_length'));
      if (!(length > 0) || !queryText(request, 'file_type')) {
        throw graphError(100, 'file_length and file_type are required');
      }
      const id = `upload:${randomBytes(12).toString('hex')}`;
      this.sessions.set(id, length);
      response.json({ id });
    });
    router.post(/^\/upload:\w+$/, express.raw({ type: () => true, limit: LIMIT }), (request, response) => {
      const length = this.sessions.get(request.path.slice(1));
      const bytes: unknown = request.body;
      if (request.get('file_offset') !== '0' || !Buffer.isBuffer(bytes) || bytes.length !== length) {
        throw graphError(100, 'The upload does not fit its session');
      }
      const handle = `4::${randomBytes(18).toString('base64url')}`;
      this.handles.add(handle);
      response.json({ h: handle });
    });
    return router;
  }
}
