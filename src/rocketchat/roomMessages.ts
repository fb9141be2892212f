import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { RoomMessage } from '../services/outbound/message';
import type { Written } from '../services/outbound/ports';
import { whatsAppRoom, writtenByUs } from './roomMessage';
import type { AppUser } from './appUser';

/** How many of a room's last messages are looked at. */
const LOOKED_AT = 20;

export class RoomMessages implements Written {
  constructor(
    private readonly read: IRead,
    private readonly appUser: AppUser,
  ) {}

  async byId(messageId: string): Promise<RoomMessage | undefined> {
    const message = await this.read.getMessageReader().getById(messageId);
    const room = message && whatsAppRoom(message.room);
    return room && writtenByUs(message, room);
  }

  /** A listing tells too little of a message, so those in question are read one by one. */
  async since(roomId: string, time: number): Promise<RoomMessage[]> {
    const { id: appUserId } = await this.appUser.get();
    const messages = await this.read
      .getRoomReader()
      .getMessages(roomId, { limit: LOOKED_AT, sort: { createdAt: 'desc' } });
    const ids = messages
      .filter((message) => message.sender._id !== appUserId && message.createdAt.getTime() >= time)
      .filter((message) => !message.editedAt && !('token' in message && message.token))
      .map(({ id }) => id);
    const written: RoomMessage[] = [];
    for (const id of ids.reverse()) {
      const message = await this.byId(id);
      if (message) {
        written.push(message);
      }
    }
    return written;
  }
}
