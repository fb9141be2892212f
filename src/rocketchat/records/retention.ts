import type { Clock, Settings } from '../../services/ports';
import { dayKey, type Records } from './records';

const DAY = 24 * 60 * 60_000;
/** Days before the last kept one that are removed (again), so that a week without a run leaves nothing behind. */
const SWEPT_DAYS = 7;

/** Removes what is older than the retention time: all records of a day go by one call. */
export class Retention {
  constructor(
    private readonly records: Records,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const { retentionDays } = await this.settings.get();
    for (let age = retentionDays + 1; age <= retentionDays + SWEPT_DAYS; age++) {
      await this.records.remove(dayKey(this.clock.now() - age * DAY));
    }
  }
}
