import type { Records } from './records';

const KEY = 'setup-room';

/** Which room is the setup room: admins may rename it. */
export class SetupRoomRecord {
  constructor(private readonly records: Records) {}

  async id(): Promise<string | undefined> {
    return (await this.records.newest<{ roomId: string }>(KEY))?.roomId;
  }

  async save(roomId: string): Promise<void> {
    await this.records.put([KEY], { roomId });
  }
}
