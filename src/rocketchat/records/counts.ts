import { randomUUID } from 'node:crypto';

import type { Clock } from '../../services/ports';
import type { Counts, DayCount } from '../../services/health/ports';
import { dayKey, type Records } from './records';

const DAY = 24 * 60 * 60_000;

/** One record a server, number and day, which nobody else writes. */
export class CountRecords implements Counts {
  private readonly server = randomUUID();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async save(numberId: string, count: DayCount): Promise<void> {
    await this.records.put(
      [key(numberId), `counted-by:${this.server}`, dayKey(Date.parse(count.day))],
      count,
    );
  }

  async since(numberId: string, time: number): Promise<DayCount[]> {
    const found: DayCount[] = [];
    for (
      let day = Date.parse(new Date(time).toISOString().slice(0, 10));
      day <= this.clock.now();
      day += DAY
    ) {
      found.push(...(await this.records.find<DayCount>(key(numberId), dayKey(day))));
    }
    return found;
  }
}

function key(numberId: string): string {
  return `count:${numberId}`;
}
