import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { RecentFile, RoomFiles } from '../services/outreach/ports';
import type { DirectMessages } from './directMessages';

/** Messages of a room that are looked at. */
const LOOKED_AT = 100;

/** Files that a user sent to the bot and may still mean: older ones would take the place of those of a room. */
const GIVEN = 10;

export class RecentFiles implements RoomFiles {
  constructor(
    private readonly read: IRead,
    private readonly direct: Pick<DirectMessages, 'find'>,
  ) {}

  recent(roomId: string): Promise<RecentFile[]> {
    return this.find(roomId, () => true);
  }

  async sentToBot(username: string): Promise<RecentFile[]> {
    const roomId = await this.direct.find(username);
    const files = roomId ? await this.find(roomId, (author) => author === username) : [];
    return files.slice(0, GIVEN);
  }

  private async find(roomId: string, isFrom: (author: string) => boolean): Promise<RecentFile[]> {
    const messages = await this.read
      .getRoomReader()
      .getMessages(roomId, { limit: LOOKED_AT, sort: { createdAt: 'desc' } });
    return messages.flatMap(({ file, sender }) =>
      file && isFrom(sender.username) ? [{ id: file._id, name: file.name, mimeType: file.type }] : [],
    );
  }
}
