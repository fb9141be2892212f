import type { Request, Router } from 'express';
import * as v from 'valibot';

import { route } from '../api/request';
import type { Dialog360 } from '../dialog360';
import type { CustomerMessage } from '../phones/kinds';
import type { Phone } from '../phones/phone';
import { transcriptLine } from './transcript';

const text = v.string();
const flag = v.optional(v.boolean());
const phoneSettings = {
  username: v.optional(text),
  hidesNumber: flag,
  online: flag,
  autoRead: flag,
  readReceipts: flag,
};

const newPhone = v.strictObject({
  waId: v.pipe(text, v.regex(/^\d+$/)),
  name: text,
  userId: v.optional(text),
  ...phoneSettings,
});

const phoneChanges = v.strictObject({ name: v.optional(text), ...phoneSettings });

/** Customers: what they write, read and do with their phones. */
export function phoneRoutes(router: Router, dialog360: Dialog360): void {
  const phoneOf = (request: Request): Phone => dialog360.phone(request.params.waId ?? '');
  router.get('/phones', (_request, response) => response.json(dialog360.phones.map(({ record }) => record)));
  router.post('/phones', (request, response) =>
    response.status(201).json(dialog360.createPhone(v.parse(newPhone, request.body)).record),
  );
  router.patch('/phones/:waId', (request, response) => {
    const phone = phoneOf(request);
    phone.set(v.parse(phoneChanges, request.body));
    response.json(phone.record);
  });
  router.post('/phones/:waId/messages', (request, response) => {
    const { to, ...message } = v.parse(v.looseObject({ to: text }), request.body);
    // `send` checks the rest itself.
    response
      .status(201)
      .json(transcriptLine(phoneOf(request).send(to, message as unknown as CustomerMessage)));
  });
  router.post('/phones/:waId/albums', (request, response) => {
    const { to, messages } = v.parse(
      v.strictObject({ to: text, messages: v.array(v.unknown()) }),
      request.body,
    );
    response.status(201).json(
      phoneOf(request)
        .sendAlbum(to, messages as CustomerMessage[])
        .map(transcriptLine),
    );
  });
  router.get('/phones/:waId/chats/:number', (request, response) => {
    const phone = phoneOf(request);
    const number = request.params.number;
    response.json({ typing: phone.seesTyping(number), messages: phone.chat(number).map(transcriptLine) });
  });
  router.post(
    '/phones/:waId/chats/:number/read',
    route(async (request, response) => {
      const number = request.params.number ?? '';
      await phoneOf(request).read(number);
      response.json(phoneOf(request).chat(number).map(transcriptLine));
    }),
  );
  router.post('/phones/:waId/chats/:number/call', (request, response) => {
    phoneOf(request).call(request.params.number);
    response.status(202).json({});
  });
  router.put('/phones/:waId/chats/:number/marketing', (request, response) => {
    const { value } = v.parse(v.strictObject({ value: v.picklist(['stop', 'resume']) }), request.body);
    phoneOf(request).preferMarketing(request.params.number, value);
    response.status(202).json({ value });
  });
  router.patch('/phones/:waId/messages/:wamid', (request, response) => {
    const { text: edited } = v.parse(v.strictObject({ text }), request.body);
    phoneOf(request).edit(request.params.wamid, edited);
    response.json({});
  });
  router.delete('/phones/:waId/messages/:wamid', (request, response) => {
    phoneOf(request).revoke(request.params.wamid);
    response.json({});
  });
  router.put('/phones/:waId/number', (request, response) => {
    const phone = phoneOf(request);
    phone.changeNumber(v.parse(newPhone.entries.waId, (request.body as { waId?: unknown }).waId));
    response.json(phone.record);
  });
}
