import express, { type Request, type Response, Router } from 'express';

import { HOUR, MINUTE } from '../clock';
import { ATTACHMENTS_PATH } from '../media/library';
import { MAX_UPLOAD_BYTES, uploadProblem } from '../media/types';
import type { World } from '../world';
import { ApiError, graphError, missingObject, OWN_TEXTS, OwnError } from './errors';
import { LookupThrottle } from './lookup-throttle';
import { numberOf, route } from './request';

/** 360dialog: 20 errors in 60 minutes block the look-up for 30 minutes. */
const THROTTLE = { errors: 20, withinMs: HOUR, blockMs: 30 * MINUTE };

/** Upload, look-up, download and deletion of media. */
export function mediaRouter(world: World): Router {
  const { media, faults, limits, clock, tasks } = world;
  const throttle = new LookupThrottle(clock, THROTTLE);
  const router = Router();

  const limit = (response: Response): void => {
    if (!limits.allows('media', numberOf(response).id)) {
      throw new OwnError(400, OWN_TEXTS.rateLimit);
    }
  };

  router.post(
    '/media',
    express.raw({ type: () => true, limit: MAX_UPLOAD_BYTES + 1024 * 1024 }),
    route(async (request, response) => {
      limit(response);
      const upload = await readUpload(request);
      const problem = uploadProblem(upload.mimeType, upload.bytes.length, world.settings.strictMediaTypes);
      if (problem) {
        throw graphError(100, problem);
      }
      response.json({ id: media.add(numberOf(response).id, upload, 'upload').id });
    }),
  );

  router.get(
    '/:id(\\d+)',
    route((request, response) => {
      limit(response);
      const number = numberOf(response);
      const id = request.params.id ?? '';
      if (throttle.isBlocked(number.id)) {
        throw new OwnError(403, OWN_TEXTS.blocked);
      }
      const found = media.find(id, number.id);
      if (!found) {
        throttle.countError(number.id);
        throw missingObject(id);
      }
      const body = {
        messaging_product: 'whatsapp',
        url: media.url(id),
        mime_type: found.mimeType,
        sha256: found.sha256,
        file_size: found.size,
        id,
      };
      // The real host escapes slashes; who cuts the address out instead of parsing JSON fails there, too.
      response.type('json').send(JSON.stringify(body).replaceAll('/', '\\/'));
    }),
  );

  router.get(
    ATTACHMENTS_PATH.replace(/\/$/, ''),
    route(async (request, response) => {
      const number = numberOf(response);
      const where = { number: number.id, path: request.path, method: request.method };
      const slow = faults.take('slow-media', where);
      if (slow) {
        await tasks.pause(slow.ms);
      }
      const found = media.resolve(new URL(request.originalUrl, 'http://media').searchParams, number.id);
      const bytes = found && media.bytes(found.id);
      if (!bytes || faults.take('media-gone', where)) {
        throw new ApiError(404, 'Not Found', 'The medium is gone or its address has expired.');
      }
      const isCorrupt = faults.take('wrong-sha', where) !== undefined;
      // `end` instead of `send`: express would complete the content type with a charset.
      response.status(200).setHeader('Content-Type', found.mimeType);
      response.end(isCorrupt ? corrupted(bytes) : bytes);
    }),
  );

  router.delete('/:id(\\d+)', (request, response) => {
    const id = request.params.id ?? '';
    if (!media.find(id, numberOf(response).id)) {
      throw missingObject(id);
    }
    media.remove(id);
    response.json({ success: true });
  });

  return router;
}

async function readUpload(request: Request): Promise<{ bytes: Buffer; mimeType: string; filename?: string }> {
  const contentType = request.get('Content-Type') ?? '';
  const form = await new globalThis.Response(request.body as Buffer, {
    headers: { 'Content-Type': contentType },
  })
    .formData()
    .catch(() => {
      throw graphError(100, 'The parameter messaging_product is required.');
    });
  if (form.get('messaging_product') !== 'whatsapp') {
    throw graphError(100, 'The parameter messaging_product is required.');
  }
  const file = form.get('file');
  if (file === null || typeof file === 'string') {
    throw graphError(100, 'The parameter file is required.');
  }
  const type = form.get('type');
  const mimeType = file.type || (typeof type === 'string' ? type : '') || 'application/octet-stream';
  return { bytes: Buffer.from(await file.arrayBuffer()), mimeType, filename: file.name };
}

function corrupted(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.at(-1) ?? 0) ^ 0xff, copy.length - 1);
  return copy;
}
