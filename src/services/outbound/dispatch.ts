import type { Failure } from '../../domain/failure';
import { readOutboxKey } from '../outbox';
import type { Log } from '../ports';
import type { Again } from './actions';
import type { Urgency } from './pace';
import type { Outbox, OutboxEntry } from './ports';
import type { Sender } from './sender';
import type { ChannelTroubles } from './troubles';
import type { Undelivered } from './undelivered';
import { failures } from './failures';

/** When the workspace itself failed us, the next try comes after so long, milliseconds. */
const PUT_OFF = 30_000;
/** So often the workspace may fail us over one part; then its author is told. */
const ATTEMPTS = 10;

interface DispatchPorts {
  log: Log;
  outbox: Outbox;
  sender: Sender;
  troubles: ChannelTroubles;
  undelivered: Undelivered;
}

/** What becomes of the parts that this server has claimed: each is sent, or given up and told of. */
export class Dispatch {
  constructor(private readonly ports: DispatchPorts) {}

  /** One part after the other; after one that failed the rest would make no sense to the customer. */
  async send(entries: OutboxEntry[], urgency: Urgency): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      if (!(await this.deliver(entry, urgency))) {
        await this.drop(entries.slice(index + 1));
        return;
      }
    }
  }

  /** Ends a part that is not sent, or not known to be, and tells its author why. */
  async giveUp(entry: OutboxEntry, failure: Failure): Promise<void> {
    const { log, outbox, undelivered } = this.ports;
    log.warn('A message was not sent', { message: entry.messageId, code: failure.code, reason: failure.log });
    const noticeId = await undelivered.report(entry, failure, againOf(entry, failure));
    await (failure.uncertain ? outbox.lose(entry, noticeId) : outbox.drop(entry));
  }

  async drop(entries: OutboxEntry[]): Promise<void> {
    await Promise.all(entries.map((entry) => this.ports.outbox.drop(entry)));
  }

  /** Does something with parts. What is not ended when the workspace fails us comes up again later. */
  async attend(entries: OutboxEntry[], task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      for (const entry of entries.filter((one) => this.ports.outbox.has(one))) {
        entry.attempts = (entry.attempts ?? 0) + 1;
        if (entry.attempts < ATTEMPTS) {
          await this.ports.outbox.postpone(entry, PUT_OFF);
        } else {
          await this.giveUp(entry, entry.posted ? failures.uncertain() : failures.workspace());
        }
      }
      throw error;
    }
  }

  /** @returns false when it is certain that the part was not sent */
  private async deliver(entry: OutboxEntry, urgency: Urgency): Promise<boolean> {
    const { outbox, sender, troubles } = this.ports;
    const sent = await sender.send(entry, urgency);
    if (!sent.ok) {
      await this.giveUp(entry, sent.failure);
      return sent.failure.uncertain ?? false;
    }
    await outbox.sent(entry, sent.value);
    await troubles.clear(entry.numberId);
    return true;
  }
}

/** Parts behind one that failed were dropped and go with it; behind one of unknown fate they went on. */
function againOf({ key, messageId }: OutboxEntry, failure: Failure): Again | undefined {
  const keyed = readOutboxKey(key);
  return (
    keyed && { messageId, from: keyed.part, alone: failure.uncertain ?? false, attempt: keyed.attempt + 1 }
  );
}
