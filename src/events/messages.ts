import type {
  IMessage,
  IMessageDeleteContext,
  IMessageReactionContext,
} from '@rocket.chat/apps-engine/definition/messages';

import { isBot } from '../rocketchat/access';
import {
  formerAgentOf,
  isOfVisitor,
  outgoing,
  visitorFile,
  whatsAppRoom,
  type WhatsAppRoom,
} from '../rocketchat/roomMessage';
import { emojiOf } from '../whatsapp/formatting/emoji';
import type { Services } from '../wiring';

/** Somebody wrote in a room of the workspace. */
export async function messageSent(services: Services, message: IMessage): Promise<void> {
  const room = whatsAppRoom(message.room);
  if (!room) {
    return;
  }
  const { activeRooms, appUser, botPairs, echoes, firstResponses, log, outbound, receipts, unservedRooms } =
    services;
  const fileId = visitorFile(message);
  if (fileId && message.id) {
    echoes.hear(fileId, message.id);
  }
  const { id: appUserId } = await appUser.get();
  const written = outgoing(message, room, appUserId);
  // Neither is awaited: retries and long queues outlast the time that the host gives a handler.
  void activeRooms.note(room.roomId);
  if (written) {
    void botPairs.complete(written).then((whole) => whole && outbound.relay(whole));
    void receipts.answered(room);
    const openedAt = message.room.createdAt?.getTime() ?? written.writtenAt;
    firstResponses.wrote(written, openedAt).catch((error: unknown) => {
      log.warn('A first answer was not counted', { room: room.roomId, reason: String(error) });
    });
  }
  const formerAgent = isOfVisitor(message) ? formerAgentOf(message.room) : undefined;
  if (formerAgent) {
    unservedRooms.lost(formerAgent, room.roomId).catch((error: unknown) => {
      log.error('The admins were not told of an unserved room', { reason: String(error) });
    });
  }
}

/**
 * A message was changed. The host tells of an edit and of other changes alike; only an edit has an editor. What bots
 * change is left alone: they take the buttons off their messages once one was pressed.
 */
export async function messageUpdated({ appUser, changes, log }: Services, message: IMessage): Promise<void> {
  const room = whatsAppRoom(message.room);
  const { id: appUserId } = await appUser.get();
  const { editor } = message;
  if (room && editor && !isBot(editor) && outgoingBeforeEdit(message, room, appUserId)) {
    const place = { roomId: room.roomId, messageId: message.id! };
    // Not awaited, as deletions are not: what is on its way is followed until it has arrived.
    changes
      .edited(place, message.editedAt?.getTime() ?? Date.now())
      .catch((error: unknown) => log.error('An edit was not followed', { reason: String(error) }));
  }
}

export async function messageDeleted(
  { appUser, changes, log }: Services,
  message: IMessage,
  { user }: IMessageDeleteContext,
): Promise<void> {
  const room = whatsAppRoom(message.room);
  const { id: appUserId } = await appUser.get();
  if (room && user.id !== appUserId && outgoingBeforeEdit(message, room, appUserId)) {
    changes
      .deleted({ roomId: room.roomId, messageId: message.id! })
      .catch((error: unknown) => log.error('A deletion was not followed', { reason: String(error) }));
  }
}

function outgoingBeforeEdit(message: IMessage, room: WhatsAppRoom, appUserId: string): boolean {
  return outgoing({ ...message, editedAt: undefined }, room, appUserId) !== undefined;
}

/**
 * WhatsApp knows one reaction of the business a message: the one that was set last. When it is taken back, the last of
 * those that other agents set takes its place. Our bot's reactions stand for something else.
 */
export async function messageReacted(
  { appUser, outbound }: Services,
  { message, user, reaction, isReacted }: IMessageReactionContext,
): Promise<void> {
  const room = whatsAppRoom(message.room);
  const bot = await appUser.get();
  if (!room || user.id === bot.id || !message.id) {
    return;
  }
  const left = Object.entries((message.reactions ?? {}) as Record<string, { usernames?: string[] }>)
    .filter(([, { usernames = [] }]) => usernames.some((username) => username !== bot.username))
    .map(([shortcode]) => emojiOf(shortcode))
    .filter((emoji) => emoji !== undefined);
  const emoji = isReacted ? emojiOf(reaction) : (left.at(-1) ?? '');
  // A workspace's own emoji means nothing to WhatsApp.
  if (emoji !== undefined) {
    void outbound.react(room, message.id, emoji);
  }
}
