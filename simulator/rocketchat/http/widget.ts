import express, { type Request, type RequestHandler, type Response, Router } from 'express';

import type { RoomDoc, VisitorDoc } from '../documents';
import type { Host } from '../host';
import { isRecord, optionalText, requiredText, sendError } from './api';

type Fields = Record<string, unknown>;

/**
 * `/api/v1/livechat/…` as the website's chat widget uses it, without a login: a visitor's token is the credential.
 * With it tests make conversations that have nothing to do with an app.
 */
export function createWidgetRouter(host: Host): Router {
  const { livechat } = host.workspace;
  const router = Router();
  const base = '/api/v1/livechat';

  router.post(
    `${base}/visitor`,
    express.json(),
    answering(async ({ visitor }) => {
      const guest = isRecord(visitor) ? visitor : {};
      return {
        visitor: await livechat.visitors.register({
          token: requiredText(guest, 'token'),
          name: optionalText(guest, 'name'),
          email: optionalText(guest, 'email'),
          phone: optionalText(guest, 'phone'),
          department: optionalText(guest, 'department'),
        }),
      };
    }),
  );

  router.get(
    `${base}/room`,
    answering(async (query) => {
      const visitor = await visitorOf(host, query);
      const [open] = await livechat.rooms.openOf(visitor.token);
      const room = open ?? (await livechat.rooms.create({ visitor, source: { type: 'api' } }));
      return { room, newRoom: !open };
    }),
  );

  router.post(
    `${base}/message`,
    express.json(),
    answering(async (body) => {
      const visitor = await visitorOf(host, body);
      const room = await visitorRoom(host, visitor, body);
      const { token } = visitor;
      const message = { rid: room._id, token, msg: requiredText(body, 'msg') };
      return { message: await livechat.rooms.sendAsVisitor({ visitor, message, source: { type: 'api' } }) };
    }),
  );

  router.post(
    `${base}/room.close`,
    express.json(),
    answering(async (body) => {
      const visitor = await visitorOf(host, body);
      const room = await visitorRoom(host, visitor, body);
      if (!room.open) {
        throw new Error('room-closed');
      }
      const comment = 'Closed by visitor';
      await livechat.rooms.close({ room, visitor, comment });
      return { rid: room._id, comment };
    }),
  );

  return router;
}

async function visitorRoom(host: Host, visitor: VisitorDoc, fields: Fields): Promise<RoomDoc> {
  const room = await host.workspace.rooms.byId(requiredText(fields, 'rid'));
  if (room?.v?.token !== visitor.token) {
    throw new Error('invalid-room');
  }
  return room;
}

async function visitorOf(host: Host, fields: Fields): Promise<VisitorDoc> {
  const visitor = await host.workspace.livechat.visitors.byToken(requiredText(fields, 'token'));
  if (!visitor) {
    throw new Error('invalid-token');
  }
  return visitor;
}

/** Gives the action the query of a GET and the body of anything else. */
function answering(action: (fields: Fields) => Promise<object>): RequestHandler {
  return (request: Request, response: Response): void => {
    const given: unknown = request.method === 'GET' ? request.query : request.body;
    action(isRecord(given) ? given : {}).then(
      (result) => response.json({ ...result, success: true }),
      (error: unknown) => sendError(response, error),
    );
  };
}
