import type { Router } from 'express';

import type { RoomDoc, UserDoc } from '../documents';
import type { Host } from '../host';
import { ServerError } from '../workspace/errors';
import { accessibleRoom } from './access';
import { type Call, failure, optionalText, page, RestApi } from './api';

/** Rocket.Chat's REST names for a type of room. */
const KINDS = [
  { prefix: 'channels', type: 'c', list: 'channels', what: 'channel' },
  { prefix: 'groups', type: 'p', list: 'groups', what: 'group' },
  { prefix: 'im', type: 'd', list: 'ims', what: 'direct message' },
] as const;

type Kind = (typeof KINDS)[number];

/** `/api/v1/rooms.*`, `channels.*`, `groups.*` and `im.*`, as far as reading and opening rooms goes. */
export function createRoomsRouter(host: Host): Router {
  const { rooms, users } = host.workspace;
  const api = new RestApi(host);

  api.get('rooms.get', [], async ({ user, query }) => {
    const since = Date.parse(query['updatedSince'] ?? '1970-01-01');
    if (Number.isNaN(since)) {
      throw new ServerError(
        'error-updatedSince-param-invalid',
        'The "updatedSince" query parameter must be a valid date.',
      );
    }
    const own = await rooms.ofUser(user._id);
    return { update: own.filter((room) => room._updatedAt.getTime() > since), remove: [] };
  });

  api.get('rooms.info', [], async ({ user, query }) => {
    const room = await namedRoom(host, query);
    if (!(await rooms.canAccess(room, user))) {
      throw failure('not-allowed');
    }
    return { room };
  });

  for (const kind of KINDS) {
    api.get(`${kind.prefix}.list`, [], async ({ user, query }) => {
      const all = kind.type === 'c' ? await rooms.all() : await rooms.ofUser(user._id);
      const { items, ...around } = page(
        all.filter((room) => room.t === kind.type),
        query,
      );
      return { [kind.list]: items, ...around };
    });
    api.get(`${kind.prefix}.messages`, [], async (call) => messagesOf(host, kind, call));
    api.get(`${kind.prefix}.history`, [], async (call) => {
      const { messages } = await messagesOf(host, kind, call);
      return { messages };
    });
  }

  api.post('im.create', [], async ({ user, body }) => {
    const names = optionalText(body, 'username') ?? optionalText(body, 'usernames') ?? '';
    const others: UserDoc[] = [];
    for (const name of names.split(',').map((one) => one.trim())) {
      const other = await users.byUsername(name);
      if (!other) {
        throw new ServerError('error-invalid-user', 'Invalid user');
      }
      others.push(other);
    }
    const room = await rooms.direct(
      others.map(({ username }) => username),
      user,
    );
    return { room: { ...room, rid: room._id } };
  });

  return api.router;
}

async function namedRoom(host: Host, query: Call['query'], what = 'channel'): Promise<RoomDoc> {
  const { roomId, roomName } = query;
  if (!roomId && !roomName) {
    throw new ServerError(
      'error-roomid-param-not-provided',
      'The parameter "roomId" or "roomName" is required',
    );
  }
  const { rooms } = host.workspace;
  const room = roomId ? await rooms.byId(roomId) : await rooms.byName(roomName ?? '');
  if (!room) {
    throw new ServerError(
      'error-room-not-found',
      `The required "roomId" or "roomName" param provided does not match any ${what}`,
    );
  }
  return room;
}

async function messagesOf(
  host: Host,
  kind: Kind,
  { user, query }: Call,
): Promise<{ messages: unknown[]; count: number; offset: number; total: number }> {
  const room = await namedRoom(host, query, kind.what);
  if (room.t !== kind.type || !(await accessibleRoom(host, room._id, user))) {
    throw new ServerError(
      'error-room-not-found',
      `The required "roomId" or "roomName" param provided does not match any ${kind.what}`,
    );
  }
  const total = await host.store.messages.countAsync({ rid: room._id });
  const offset = Number(query['offset'] ?? 0);
  const limit = Number(query['count'] ?? 50);
  const messages = await host.workspace.messages.ofRoom(room._id, { limit, skip: offset });
  return { messages, count: messages.length, offset, total };
}
