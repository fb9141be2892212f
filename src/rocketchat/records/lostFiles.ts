import type { LostFile, LostFiles } from '../../services/inbound/ports';
import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** Files that could not be fetched, for another try; they age out with the day on which they came. */
export class LostFileRecords implements LostFiles {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async save(file: LostFile): Promise<void> {
    await this.records.add([key(file.wamid), dayKey(this.clock.now())], file);
  }

  async find(wamid: string): Promise<LostFile | undefined> {
    return (await this.records.find<LostFile>(key(wamid))).at(-1);
  }

  remove(wamid: string): Promise<void> {
    return this.records.remove(key(wamid));
  }
}

function key(wamid: string): string {
  return `lost-file:${wamid}`;
}
