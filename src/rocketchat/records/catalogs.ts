import type { Catalogs } from '../../services/outreach/ports';
import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** One record for each number and day; it ages out with the day, so that what is used stays. */
export class CatalogRecords implements Catalogs {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async lastOf(numberId: string): Promise<string | undefined> {
    return (await this.records.newest<{ catalogId: string }>(key(numberId)))?.catalogId;
  }

  async remember(numberId: string, catalogId: string): Promise<void> {
    await this.records.put([key(numberId), dayKey(this.clock.now())], { catalogId });
  }
}

function key(numberId: string): string {
  return `catalog:${numberId}`;
}
