import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';

import type { RoomMessage } from '../services/outbound/message';
import type { Written, WrittenAt } from '../services/outbound/ports';
import { whatsAppRoom, writtenByUs } from './roomMessage';
import type { AppUser } from './appUser';

/** Messages among which the visitor's last one is looked for. */
const LOOKED_AT = 20;

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
    return (await this.list(roomId, limit))
      .filter((message) => message.sender._id !== appUserId && message.createdAt.getTime() >= since)
      .filter((message) => !isOfVisitor(message))
      .map(({ id, createdAt }) => ({ id, writtenAt: createdAt.getTime() }));
  }

  async lastOfVisitor(roomId: string): Promise<string | undefined> {
    return (await this.list(roomId, LOOKED_AT)).find(isOfVisitor)?.id;
  }

  /** The newest first. */
  private list(roomId: string, limit: number): Promise<IMessageRaw[]> {
    return this.read.getRoomReader().getMessages(roomId, { limit, sort: { createdAt: 'desc' } });
  }
}

/** Beyond the Apps-Engine's type, the host tells the token that a visitor's message carries. */
function isOfVisitor(message: IMessageRaw): boolean {
  return 'token' in message && Boolean(message.token);
}
