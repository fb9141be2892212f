import type { Router } from 'express';

import type { MessageDoc, RoomDoc, UserDoc } from '../documents';
import type { Host } from '../host';
import { ServerError } from '../workspace/errors';
import type { NewMessage } from '../workspace/messages';
import { accessibleRoom } from './access';
import { type Call, failure, isRecord, optionalText, requiredText, RestApi } from './api';

/** `/api/v1/chat.*`: writing, changing and reading messages as a user. */
export function createChatRouter(host: Host): Router {
  const { messages, edits, settings } = host.workspace;
  const api = new RestApi(host);

  api.post('chat.postMessage', [], async ({ user, body }) => {
    const text = optionalText(body, 'text') ?? optionalText(body, 'msg') ?? '';
    if (text.length > (await settings.get<number>('Message_MaxAllowedSize'))) {
      throw failure('error-message-size-exceeded');
    }
    let sent: MessageDoc | undefined;
    for (const channel of channelsOf(body)) {
      const room = await addressedRoom(host, channel, user);
      const message = await messages.post(user, { ...webhookMessage(body, text), rid: room._id });
      sent ??= message;
    }
    if (!sent) {
      throw failure('unknown-error');
    }
    return { ts: Date.now(), channel: channelsOf(body)[0], message: sent };
  });

  api.post('chat.sendMessage', [], async ({ user, body }) => {
    const message = isRecord(body['message']) ? body['message'] : {};
    if (typeof message['t'] === 'string') {
      throw new Error("Cannot send system messages using 'chat.sendMessage'");
    }
    return { message: await messages.post(user, composedMessage(message)) };
  });

  api.post('chat.update', [], async ({ user, body }) => {
    const message = await namedMessage(host, body);
    return { message: await edits.edit(user, message._id, optionalText(body, 'text') ?? '') };
  });

  api.post('chat.delete', [], async ({ user, body }) => {
    const message = await namedMessage(host, body);
    await edits.erase(user, message._id);
    return { _id: message._id, ts: String(Date.now()), message };
  });

  api.post('chat.react', [], async ({ user, body }) => {
    const reaction = optionalText(body, 'emoji') ?? optionalText(body, 'reaction');
    if (!reaction) {
      throw new ServerError('error-emoji-param-not-provided', 'The required "emoji" param is missing.');
    }
    const shouldReact = typeof body['shouldReact'] === 'boolean' ? body['shouldReact'] : undefined;
    await edits.react(user, requiredText(body, 'messageId'), reaction, shouldReact);
  });

  api.get('chat.getMessage', [], async ({ user, query }) => {
    const message = await messages.byId(requiredText(query, 'msgId'));
    if (!message || !(await accessibleRoom(host, message.rid, user))) {
      throw failure();
    }
    return { message };
  });

  api.get('chat.syncMessages', [], async (call) => ({ result: await changedMessages(host, call) }));

  return api.router;
}

function channelsOf(body: Record<string, unknown>): string[] {
  const given = body['channel'] ?? body['roomId'];
  const all: unknown[] = Array.isArray(given) ? given : [given];
  return [...new Set(all.filter((channel) => typeof channel === 'string'))];
}

/** `#name`, `@username`, or without a prefix: a room's id or name, or another user's id or username. */
async function addressedRoom(host: Host, channel: string, user: UserDoc): Promise<RoomDoc> {
  const { rooms, users } = host.workspace;
  const name = channel.replace(/^[#@]/, '');
  const room = channel.startsWith('@') ? null : ((await rooms.byId(name)) ?? (await rooms.byName(name)));
  if (room) {
    return room;
  }
  const other = channel.startsWith('#') ? null : ((await users.byUsername(name)) ?? (await users.byId(name)));
  if (other) {
    return rooms.direct([other.username], user);
  }
  throw new ServerError('invalid-channel');
}

function webhookMessage(body: Record<string, unknown>, text: string): NewMessage {
  const { tmid, attachments, customFields, parseUrls } = body as NewMessage;
  return {
    msg: text.trim(),
    alias: optionalText(body, 'username') ?? optionalText(body, 'alias'),
    avatar: optionalText(body, 'icon_url') ?? optionalText(body, 'avatar'),
    emoji: optionalText(body, 'icon_emoji') ?? optionalText(body, 'emoji'),
    groupable: false,
    ...(tmid && { tmid }),
    ...(attachments && { attachments }),
    ...(customFields && { customFields }),
    ...(parseUrls !== undefined && { parseUrls }),
  };
}

function composedMessage(message: Record<string, unknown>): NewMessage & { rid: string } {
  const rid = requiredText(message, 'rid');
  return { ...message, rid };
}

async function namedMessage(host: Host, body: Record<string, unknown>): Promise<MessageDoc> {
  const id = requiredText(body, 'msgId');
  const message = await host.workspace.messages.byId(id);
  if (!message) {
    throw failure(`No message found with the id of "${id}".`);
  }
  if (message.rid !== body['roomId']) {
    throw failure('The room id provided does not match where the message is from.');
  }
  return message;
}

/** What a client fetches after it was away. Deleted messages aren't remembered here, so none are listed. */
async function changedMessages(host: Host, { user, query }: Call): Promise<object> {
  const lastUpdate = Date.parse(requiredText(query, 'lastUpdate'));
  if (Number.isNaN(lastUpdate)) {
    throw new ServerError(
      'error-lastUpdate-param-invalid',
      'The "lastUpdate" query parameter must be a valid date',
    );
  }
  const room = await accessibleRoom(host, requiredText(query, 'roomId'), user);
  if (!room) {
    throw new ServerError('error-not-allowed', 'Not allowed');
  }
  const updated = await host.store.messages
    .findAsync({ rid: room._id, _updatedAt: { $gt: new Date(lastUpdate) } })
    .sort({ ts: -1 });
  return { updated, deleted: [] };
}
