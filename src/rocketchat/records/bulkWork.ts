import type { BulkTurn, BulkWork } from '../../services/bulk/ports';
import type { Clock } from '../../services/ports';
import type { WorkInHand } from '../../services/windDown';
import type { Records } from './records';
import { WorkLog } from './workLog';

export class BulkWorkRecords implements BulkWork, WorkInHand {
  private readonly log: WorkLog<BulkTurn>;

  constructor(records: Records, clock: Clock) {
    this.log = new WorkLog(records, clock, 'bulk', { lineOf: ({ numberId }) => numberId, compare });
  }

  inHand(): number {
    return this.log.inHand;
  }

  claim(turn: BulkTurn): Promise<boolean> {
    return this.log.claim(turn);
  }

  done(turn: BulkTurn): Promise<void> {
    return this.log.done(turn, {});
  }

  putOff(turn: BulkTurn, milliseconds: number): Promise<void> {
    return this.log.postpone(turn, milliseconds);
  }

  abandoned(): Promise<BulkTurn[]> {
    return this.log.abandoned();
  }

  async isAhead(turn: BulkTurn): Promise<boolean> {
    for (const { entry: other } of await this.log.beside(turn)) {
      if (compare(other, turn) < 0 && !(await this.log.isDone(other))) {
        return true;
      }
    }
    return false;
  }
}

function compare(a: BulkTurn, b: BulkTurn): number {
  return a.createdAt - b.createdAt || a.begunAt - b.begunAt || (a.key < b.key ? -1 : 1);
}
