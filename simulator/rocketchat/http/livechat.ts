import type { Router } from 'express';

import type { RoomDoc } from '../documents';
import type { Host } from '../host';
import { accessibleRoom } from './access';
import { type Call, failure, forbidden, optionalText, page, requiredText, RestApi } from './api';

/** `/api/v1/livechat/…` of rooms and their queue; agents and departments are in `omnichannel.ts`. */
export function createLivechatRouter(host: Host): Router {
  const { livechat, users, rooms } = host.workspace;
  const api = new RestApi(host);

  api.post('livechat/room.closeByUser', ['close-livechat-room'], async ({ user, body }) => {
    const room = await livechatRoom(host, requiredText(body, 'rid'));
    if (!room.open) {
      throw new Error('error-room-already-closed');
    }
    const member = await rooms.subscription(room._id, user._id);
    if (!member && !users.hasPermission(user, 'close-others-livechat-room')) {
      throw new Error('error-not-authorized');
    }
    const tags = Array.isArray(body['tags'])
      ? body['tags'].filter((tag) => typeof tag === 'string')
      : undefined;
    await livechat.rooms.close({ room, user, comment: optionalText(body, 'comment'), tags, byHand: true });
  });

  api.post('livechat/room.forward', ['view-l-room', 'transfer-livechat-guest'], async ({ user, body }) => {
    const room = await livechatRoom(host, requiredText(body, 'roomId'));
    if (!room.open) {
      throw new Error('This_conversation_is_already_closed');
    }
    const target = {
      agentId: optionalText(body, 'userId'),
      departmentId: optionalText(body, 'departmentId'),
      comment: optionalText(body, 'comment'),
    };
    const { _id, username, name } = user;
    if (!(await livechat.rooms.transfer(room, target, { _id, username, name, userType: 'agent' }))) {
      throw failure();
    }
  });

  api.get('livechat/rooms', [], async (call) => {
    const { items, ...around } = page(await listedRooms(host, call), call.query);
    return { rooms: items, ...around };
  });

  api.get('livechat/:rid/messages', ['view-l-room'], async ({ user, params, query }) => {
    const rid = params['rid'] ?? '';
    const room = await rooms.byId(rid);
    if (room?.t !== 'l') {
      throw new Error('invalid-room');
    }
    if (!(await accessibleRoom(host, rid, user))) {
      throw new Error('not-allowed');
    }
    const spoken = await host.store.messages
      .findAsync({ rid, $or: [{ t: { $exists: false } }, { t: 'livechat-close' }] })
      .sort({ ts: -1 });
    const { items, ...around } = page(spoken, query);
    return { messages: items, ...around };
  });

  api.get('livechat/inquiries.list', ['view-livechat-manager'], async ({ query }) => {
    const department = query['department']
      ? await livechat.departments.byIdOrName(query['department'])
      : undefined;
    const { items, ...around } = page(await livechat.inquiries.queued(department?._id), query);
    return { inquiries: items, ...around };
  });

  api.get('livechat/inquiries.getOne', [], async ({ query }) => ({
    inquiry: await livechat.inquiries.byRoom(requiredText(query, 'roomId')),
  }));

  api.post('livechat/inquiries.take', ['view-l-room'], async ({ user, body }) => {
    const agentId = optionalText(body, 'userId') ?? user._id;
    const agent = await users.byId(agentId);
    if (!agent) {
      throw failure('The user is invalid');
    }
    return { inquiry: await livechat.inquiries.take(requiredText(body, 'inquiryId'), agent) };
  });

  return api.router;
}

async function livechatRoom(host: Host, rid: string): Promise<RoomDoc> {
  const room = await host.workspace.rooms.byId(rid);
  if (room?.t !== 'l') {
    throw new Error('error-invalid-room');
  }
  return room;
}

/** Managers see every chat; agents only when they ask for exactly their own. */
async function listedRooms(host: Host, { user, query, request }: Call): Promise<RoomDoc[]> {
  const { users, livechat } = host.workspace;
  const given: unknown = request.query['agents'];
  const agents = (Array.isArray(given) ? given : [given]).filter((id) => typeof id === 'string');
  const own = agents.length === 1 && agents[0] === user._id && users.hasPermission(user, 'view-l-room');
  if (!own && !users.hasPermission(user, 'view-livechat-rooms')) {
    throw forbidden();
  }
  const { open, departmentId, roomName } = query;
  return (await livechat.rooms.all()).filter(
    (room) =>
      (agents.length === 0 || agents.includes(room.servedBy?._id ?? '')) &&
      (open === undefined || String(room.open === true) === open) &&
      (!departmentId || room.departmentId === departmentId) &&
      (!roomName || (room.fname ?? '').toLowerCase().includes(roomName.toLowerCase())),
  );
}
