import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import express, { type Request, type Response, Router } from 'express';

import { convertMessage } from '../converters/messages';
import { convertRoom } from '../converters/rooms';
import { convertUser } from '../converters/users';
import { convertVisitor } from '../converters/visitors';
import type { Host } from '../host';
import { isRecord, optionalText } from './api';
import { authenticate } from './auth';

/** Who acts: a user, or a visitor in the widget. */
interface Actor {
  user?: IUser;
  visitor?: unknown;
}

/**
 * `POST /api/apps/ui.interaction/:appId`, by which clients tell an app of clicks and submitted forms, and the list
 * of apps' buttons that clients show.
 */
export function createInteractionsRouter(host: Host): Router {
  const router = Router();

  router.post('/api/apps/ui.interaction/:appId', express.json(), (request, response, next) => {
    interact(host, request, response).catch(next);
  });

  router.get('/api/apps/actionButtons', (_request, response, next) => {
    // Older engines answer at once, newer ones with a promise.
    Promise.resolve(host.manager.getUIActionButtonManager().getAllActionButtons())
      .then((buttons) => response.json(buttons))
      .catch(next);
  });

  router.get('/api/apps/externalComponents', (_request, response) => {
    response.json({ externalComponents: [], success: true });
  });

  return router;
}

async function interact(host: Host, request: Request, response: Response): Promise<void> {
  const actor = await actorOf(host, request);
  if (!actor) {
    response.status(401).send({ status: 'error', message: 'You must be logged in to do this.' });
    return;
  }
  const body: unknown = request.body;
  const interaction = isRecord(body) && (await describe(host, body, actor));
  if (!interaction) {
    response.status(400).send({ error: 'Unknown action' });
    return;
  }
  const handler = actor.visitor ? 'IUIKitLivechatInteractionHandler' : 'IUIKitInteractionHandler';
  const { appId } = request.params;
  try {
    const answer: unknown = await host.manager
      .getListenerManager()
      // The engine types an event's payload by an overload for each event.
      .executeListener(handler as AppInterface.IUIKitInteractionHandler, { appId, ...interaction } as never);
    response.send(answer);
  } catch (error) {
    response.status(500).send({ error: error instanceof Error ? error.message : error });
  }
}

async function actorOf(host: Host, request: Request): Promise<Actor | undefined> {
  const token = request.get('x-visitor-token');
  const visitor = token && (await host.workspace.livechat.visitors.byToken(token));
  if (visitor) {
    return { visitor: convertVisitor(visitor) };
  }
  const user = await authenticate(host, request);
  return user && { user: convertUser(user) };
}

/** What the app gets to know: a view has no room, a click has what its surface is on. */
async function describe(
  host: Host,
  body: Record<string, unknown>,
  actor: Actor,
): Promise<Record<string, unknown> | undefined> {
  const { type, actionId, triggerId, container, tmid } = body;
  const payload = isRecord(body['payload']) ? body['payload'] : {};
  switch (type) {
    case 'blockAction':
      return { type, container, actionId, triggerId, payload, ...actor, ...(await surroundings(host, body)) };
    case 'viewSubmit':
      return { type, actionId, triggerId, payload, user: actor.user };
    case 'viewClosed': {
      const { view, isCleared } = payload;
      return { type, actionId, user: actor.user, payload: { view, isCleared } };
    }
    case 'actionButton': {
      const { context, message: text } = payload;
      return {
        type,
        actionId,
        triggerId,
        tmid,
        user: actor.user,
        ...(await surroundings(host, body)),
        payload: { context, ...(text !== undefined && { message: text }) },
      };
    }
    default:
      return undefined;
  }
}

async function surroundings(host: Host, body: Record<string, unknown>): Promise<object> {
  const { rooms, messages } = host.workspace;
  const rid = optionalText(body, 'rid');
  const mid = optionalText(body, 'mid');
  const room = rid && (await rooms.byId(rid));
  const message = mid && (await messages.byId(mid));
  const knowsFiles = host.engine.version === '1.62.0';
  return {
    room: room ? await convertRoom(host.store, room) : undefined,
    message: message ? await convertMessage(host.store, message, knowsFiles) : undefined,
  };
}
