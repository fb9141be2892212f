import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { RoomMessage } from '../services/outbound/message';
import type { Written, WrittenAt } from '../services/outbound/ports';
import { whatsAppRoom, writtenByUs } from './roomMessage';
import type { AppUser } from './appUser';

export class RoomMessages implements Written {
  constructor(
    private readonly read: IRead,
    private readonly appUser: AppUser,
  ) {}

  async byId(messageId: string): Promise<RoomMessage | undefined> {
    // Declared otherwise, but null for one that is gone.
    const message = (await this.read.getMessageReader().getById(messageId)) ?? undefined;
    const room = message && whatsAppRoom(message.room);
    return room && writtenByUs(message, room);
  }

  /** A listing tells too little of a message to know more than that it is no visitor's and not our bot's. */
  async recent(roomId: string, since: number, limit: number): Promise<WrittenAt[]> {
    const { id: appUserId } = await this.appUser.get();
    const messages = await this.read
      .getRoomReader()
      .getMessages(roomId, { limit, sort: { createdAt: 'desc' } });
    return messages
      .filter((message) => message.sender._id !== appUserId && message.createdAt.getTime() >= since)
      .filter((message) => !('token' in message && message.token))
      .map(({ id, createdAt }) => ({ id, writtenAt: createdAt.getTime() }));
  }
}
