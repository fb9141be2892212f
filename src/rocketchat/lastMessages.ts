import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';

import type { Posted, Sought } from '../services/ports';

/** How many of a room's last messages are searched after a crash. */
const SEARCHED = 100;

/** The last messages of a room, newest first. */
export function lastMessages(read: IRead, roomId: string): Promise<IMessageRaw[]> {
  return read.getRoomReader().getMessages(roomId, { limit: SEARCHED, sort: { createdAt: 'desc' } });
}

/** What somebody posted with that text or file, oldest first. */
export async function findPosted(
  read: IRead,
  { roomId, senderId, since, text, filename }: Sought & { roomId: string; senderId: string },
): Promise<Posted[]> {
  const messages = await lastMessages(read, roomId);
  return messages
    .filter(({ sender, createdAt }) => sender._id === senderId && createdAt.getTime() >= since)
    .filter((message) => (filename === undefined ? message.text === text : message.file?.name === filename))
    .map(({ id, createdAt }) => ({ id, at: createdAt.getTime() }))
    .reverse();
}
