import type { Router } from 'express';
import * as v from 'valibot';

import { route } from '../api/request';
import type { Dialog360 } from '../dialog360';

const text = v.string();
const newNumber = v.strictObject({
  apiKey: v.optional(text),
  displayNumber: v.optional(v.pipe(text, v.regex(/^\d+$/))),
  phoneNumberId: v.optional(text),
  wabaId: v.optional(text),
  verifiedName: v.optional(text),
  coexistence: v.optional(v.boolean()),
  sandboxFor: v.optional(text),
});

const numberChanges = v.strictObject({
  account: v.optional(v.picklist(['active', 'disabled', 'unpaid', 'blocked'])),
  canSend: v.optional(v.picklist(['AVAILABLE', 'LIMITED', 'BLOCKED'])),
  qualityRating: v.optional(v.picklist(['GREEN', 'YELLOW', 'RED', 'UNKNOWN'])),
  coexistence: v.optional(v.boolean()),
  verifiedName: v.optional(text),
});

const event = v.strictObject({ field: text, value: v.record(text, v.unknown()) });

/** Business numbers, and events that only Meta can cause. */
export function numberRoutes(router: Router, dialog360: Dialog360): void {
  router.get('/numbers', (_request, response) => response.json(dialog360.numbers));
  router.post('/numbers', (request, response) =>
    response.status(201).json(dialog360.createNumber(v.parse(newNumber, request.body))),
  );
  router.get('/numbers/:number', (request, response) =>
    response.json(dialog360.number(request.params.number)),
  );
  router.patch('/numbers/:number', (request, response) =>
    response.json(dialog360.updateNumber(request.params.number, v.parse(numberChanges, request.body))),
  );
  router.post('/numbers/:number/key', (request, response) =>
    response.json({ apiKey: dialog360.regenerateKey(request.params.number) }),
  );
  router.post(
    '/numbers/:number/events',
    route(async (request, response) => {
      const { field, value } = v.parse(event, request.body);
      await dialog360.emit(request.params.number ?? '', field, value);
      response.status(202).json({ field });
    }),
  );
  router.post('/numbers/:number/echoes', (request, response) => {
    const { to, text: written } = v.parse(v.strictObject({ to: text, text }), request.body);
    dialog360.echo(request.params.number, to, written);
    response.status(202).json({ to });
  });
}
