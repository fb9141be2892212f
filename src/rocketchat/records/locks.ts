import { randomUUID } from 'node:crypto';

import type { Clock, Locks } from '../../services/ports';
import { dayKey, type Records } from './records';

/** A server that died with a lock in its hands blocks the others for so long, milliseconds. */
const EXPIRY = 60_000;
/** Pause between two tries, milliseconds; up to as much again is added by chance so that waiters spread. */
const RETRY = 150;

interface Ticket {
  holder: string;
  expiresAt: number;
}

/** Tickets in a queue: whose unexpired ticket was added first holds the lock. */
export class LockRecords implements Locks {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async hold<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lock = `lock:${key}`;
    const holder = randomUUID();
    const now = this.clock.now();
    await this.records.add([lock, `holder:${holder}`, dayKey(now)], { holder, expiresAt: now + EXPIRY });
    try {
      while (!(await this.isFirst(lock, holder))) {
        await this.clock.sleep(RETRY * (1 + Math.random()));
      }
      return await task();
    } finally {
      await this.records.remove(lock, `holder:${holder}`);
    }
  }

  private async isFirst(lock: string, holder: string): Promise<boolean> {
    const tickets = await this.records.find<Ticket>(lock);
    const first = tickets.find((ticket) => ticket.expiresAt > this.clock.now());
    return first === undefined || first.holder === holder;
  }
}
