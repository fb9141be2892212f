import type { Records } from './records';

const KEY = 'setup-members';

/** Who was let into the setup room: they are let in again when it has to be made anew. */
export class SetupMembers {
  constructor(private readonly records: Records) {}

  async add(userId: string): Promise<void> {
    await this.records.put([KEY, `setup-member:${userId}`], { userId });
  }

  async all(): Promise<string[]> {
    const stored = await this.records.find<{ userId: string }>(KEY);
    return [...new Set(stored.map(({ userId }) => userId))];
  }
}
