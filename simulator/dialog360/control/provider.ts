import type { Router } from 'express';
import * as v from 'valibot';

import { route } from '../api/request';
import type { Dialog360 } from '../dialog360';
import { parseFault } from '../faults';
import { NotFoundError } from '../not-found';

const text = v.string();

/** Faults, time, the log of webhooks, reviews of templates, files. */
export function providerRoutes(router: Router, dialog360: Dialog360): void {
  router.get('/faults', (_request, response) => response.json(dialog360.faults.list()));
  router.post('/faults', (request, response) =>
    response.status(201).json({ id: dialog360.faults.add(parseFault(request.body)) }),
  );
  router.delete('/faults', (_request, response) => {
    dialog360.faults.clear();
    response.json([]);
  });
  router.delete('/faults/:id', (request, response) => {
    if (!dialog360.faults.remove(request.params.id)) {
      throw new NotFoundError('fault', request.params.id);
    }
    response.json(dialog360.faults.list());
  });
  router.get('/deliveries', (_request, response) => response.json(dialog360.deliveries));
  router.post('/deliveries/retry', (_request, response) => {
    dialog360.retryNow();
    response.status(202).json({});
  });
  router.get('/time', (_request, response) => response.json({ now: new Date(dialog360.now()) }));
  router.post('/time', (request, response) => {
    dialog360.advanceTime(v.parse(v.strictObject({ advanceMs: v.number() }), request.body).advanceMs);
    response.json({ now: new Date(dialog360.now()) });
  });
  router.patch(
    '/templates/:number/:name',
    route(async (request, response) => {
      const { status, reason } = v.parse(
        v.strictObject({ status: text, reason: v.optional(text) }),
        request.body,
      );
      const { number = '', name = '' } = request.params;
      const known = dialog360.templates
        .list(dialog360.number(number))
        .filter((template) => template.name === name);
      await Promise.all(known.map((template) => dialog360.templates.review(template, status, reason)));
      response.json(known);
    }),
  );
  router.get('/media/:id', (request, response) => {
    const media = dialog360.mediaBytes(request.params.id);
    if (!media) {
      throw new NotFoundError('medium', request.params.id);
    }
    response.type(media.mimeType).send(media.bytes);
  });
}
