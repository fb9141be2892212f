import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { RoomFiles } from '../services/outreach/ports';

/** Messages of a room that are looked at. */
const LOOKED_AT = 100;

export class RecentFiles implements RoomFiles {
  constructor(private readonly read: IRead) {}

  async recent(roomId: string): Promise<{ id: string; name: string; mimeType: string }[]> {
    const messages = await this.read
      .getRoomReader()
      .getMessages(roomId, { limit: LOOKED_AT, sort: { createdAt: 'desc' } });
    return messages.flatMap(({ file }) =>
      file ? [{ id: file._id, name: file.name, mimeType: file.type }] : [],
    );
  }
}
