import type { FaultCircumstances, Faults } from '../faults';
import type { NumberRecord } from '../state/records';
import type { Tasks } from '../tasks';
import type { Deliveries } from './deliveries';
import { type Change, inMilliseconds } from './envelope';

/** Changes that wait for others, to be sent together or the wrong way round. */
interface Held {
  changes: Change[];
  flush: () => void;
}

/** Where events become webhooks. Usually one event is one webhook at once; faults delay, double, mix or merge them. */
export class Outbox {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly deliveries: Deliveries,
    private readonly faults: Faults,
    private readonly tasks: Tasks,
  ) {}

  /** Sends a change to a number's webhook; resolves after the first attempt, or as soon as a fault holds it. */
  async emit(number: NumberRecord, original: Change): Promise<void> {
    const where: FaultCircumstances = { number: number.id };
    const change = this.faults.take('millisecond-timestamps', where) ? inMilliseconds(original) : original;
    const batch = this.faults.take('batch-webhooks', where);
    if (batch) {
      return this.hold(`batch ${number.id}`, change, batch, (changes) => {
        void this.deliveries.send(number, changes, batch.layout);
      });
    }
    const reorder = this.faults.take('reorder-webhooks', where);
    if (reorder) {
      return this.hold(`reorder ${number.id}`, change, reorder, (changes) =>
        this.tasks.after(0, () => this.backwards(number, changes)),
      );
    }
    const delay = this.faults.take('delay-webhooks', where);
    if (delay) {
      return this.tasks.after(delay.ms, () => this.deliver(number, change));
    }
    return this.deliver(number, change);
  }

  private async deliver(number: NumberRecord, change: Change): Promise<void> {
    const copies = this.faults.take('duplicate-webhooks', { number: number.id })?.copies ?? 1;
    await Promise.all(Array.from({ length: copies }, () => this.deliveries.send(number, [change])));
  }

  /** One after the other, the last first: concurrent sends could arrive in the right order after all. */
  private async backwards(number: NumberRecord, changes: Change[]): Promise<void> {
    for (const change of changes.reverse()) {
      await this.deliver(number, change);
    }
  }

  private hold(
    key: string,
    change: Change,
    { size, holdMs }: { size: number; holdMs: number },
    send: (changes: Change[]) => void,
  ): void {
    const held = this.held.get(key) ?? this.open(key, holdMs, send);
    held.changes.push(change);
    if (held.changes.length >= size) {
      held.flush();
    }
  }

  private open(key: string, holdMs: number, send: (changes: Change[]) => void): Held {
    const held: Held = {
      changes: [],
      flush: () => {
        if (this.held.get(key) === held) {
          this.held.delete(key);
          send(held.changes);
        }
      },
    };
    this.held.set(key, held);
    this.tasks.after(holdMs, held.flush);
    return held;
  }
}
