import { randomBytes } from 'node:crypto';

import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

interface LateView {
  /** For whom it was made: nobody else may see it. */
  userId: string;
  view: object;
}

/** Views that were ready when their clients had stopped waiting; they age out with the day on which they were made. */
export class LateViewRecords {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** @returns the id by which the view is found again */
  async keep(userId: string, view: object): Promise<string> {
    const id = randomBytes(9).toString('hex');
    const kept: LateView = { userId, view };
    await this.records.add([key(id), dayKey(this.clock.now())], kept);
    return id;
  }

  /** @returns undefined when the view is gone, or somebody else's */
  async find(id: string, userId: string): Promise<object | undefined> {
    const [kept] = await this.records.find<LateView>(key(id));
    return kept?.userId === userId ? kept.view : undefined;
  }
}

function key(id: string): string {
  return `late-view:${id}`;
}
