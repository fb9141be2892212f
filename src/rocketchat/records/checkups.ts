import type { Checkup } from '../../domain/health';
import type { Checkups } from '../../services/health/ports';
import type { Records } from './records';

const ALL = 'checkups';

type Stored = Checkup & { savedAt: number };

export class CheckupRecords implements Checkups {
  constructor(private readonly records: Records) {}

  async all(): Promise<Checkup[]> {
    const stored = await this.records.find<Stored>(ALL);
    const newest = new Map<string, Checkup>();
    for (const { savedAt, ...checkup } of stored.sort((a, b) => a.savedAt - b.savedAt)) {
      newest.set(checkup.numberId, checkup);
    }
    return [...newest.values()];
  }

  async of(numberId: string): Promise<Checkup | undefined> {
    return this.records.newest<Checkup>(ALL, key(numberId));
  }

  async save(checkup: Checkup): Promise<void> {
    await this.records.put([ALL, key(checkup.numberId)], checkup);
  }

  async remove(numberId: string): Promise<void> {
    await this.records.remove(ALL, key(numberId));
  }
}

function key(numberId: string): string {
  return `checkup:${numberId}`;
}
