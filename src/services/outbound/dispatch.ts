import type { Failure, Result } from '../../domain/failure';
import { TALLY } from '../../domain/report';
import { readOutboxKey } from '../outbox';
import type { StatusReports } from '../delivery/reports';
import type { Counter } from '../health/counter';
import { OUTREACH, outreachReference } from '../outreach/keys';
import type { OutreachPlaces } from '../outreach/places';
import type { Log } from '../ports';
import type { Again } from './actions';
import type { Urgency } from './pace';
import type { Outbox, OutboxEntry } from './ports';
import type { Revisions } from './revisions';
import type { Sender } from './sender';
import type { ChannelTroubles } from './troubles';
import type { Undelivered } from './undelivered';
import { CHANGED, failures } from './failures';

/** When the workspace itself failed us, the next try comes after so long, milliseconds. */
const PUT_OFF = 30_000;
/** So often the workspace may fail us over one part; then its author is told. */
const ATTEMPTS = 10;

interface DispatchPorts {
  counter: Counter;
  log: Log;
  outbox: Outbox;
  places: Pick<OutreachPlaces, 'prepare' | 'tie'>;
  reports: Pick<StatusReports, 'accepted' | 'refused'>;
  revisions: Revisions;
  sender: Sender;
  troubles: ChannelTroubles;
  undelivered: Undelivered;
}

/** What becomes of the parts that this server has claimed: each is sent, or given up and told of. */
export class Dispatch {
  constructor(private readonly ports: DispatchPorts) {}

  /**
   * One part after the other; after one that failed the rest would make no sense to the customer.
   * @param entries follow the room until the first of them is sent
   */
  async send(entries: OutboxEntry[], urgency: Urgency): Promise<void> {
    const { revisions } = this.ports;
    await revisions.bringUpToDate(entries);
    for (const [index, entry] of entries.entries()) {
      const sent = await this.deliver(entry, urgency, () =>
        index > 0 ? Promise.resolve(true) : revisions.areCurrent(entries),
      );
      if (isChanged(sent)) {
        return this.send(entries, urgency);
      }
      if (!sent.ok && !sent.failure.uncertain) {
        await this.drop(entries.slice(index + 1));
        return;
      }
    }
  }

  /**
   * @param isCurrent asked before each request; what is not current any more is left as it is, with that failure
   * @returns the wamid
   */
  async deliver(
    entry: OutboxEntry,
    urgency: Urgency,
    isCurrent: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<Result<string>> {
    const { outbox, places, sender, troubles } = this.ports;
    if (entry.part.kind === 'template') {
      await places.prepare(entry);
    }
    const sent = await sender.send(entry, urgency, isCurrent);
    if (isChanged(sent)) {
      return sent;
    }
    if (!sent.ok) {
      await this.giveUp(entry, sent.failure);
      return sent;
    }
    await outbox.sent(entry, sent.value);
    if (entry.roomId === OUTREACH) {
      await places.tie(entry.messageId, sent.value);
    }
    this.countSent(entry);
    this.ports.reports.accepted(entry, sent.value);
    await troubles.clear(entry.numberId);
    return sent;
  }

  /** Ends a part that is not sent, or not known to be, and tells its author why. */
  async giveUp(entry: OutboxEntry, failure: Failure): Promise<void> {
    const { counter, log, outbox, reports, undelivered } = this.ports;
    if (!failure.uncertain) {
      counter.note(entry.numberId, TALLY.refused);
      reports.refused(entry, failure);
    }
    log.warn('A message was not sent', { message: entry.messageId, code: failure.code, reason: failure.log });
    const noticeId = await undelivered.report(entry, failure, againOf(entry, failure));
    await (failure.uncertain ? outbox.lose(entry, noticeId) : outbox.drop(entry));
  }

  private countSent({ numberId, part }: OutboxEntry): void {
    this.ports.counter.sent(numberId);
    if (part.kind === 'template') {
      this.ports.counter.note(numberId, TALLY.templates);
    }
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
}

function isChanged(sent: Result<string>): boolean {
  return !sent.ok && sent.failure.code === CHANGED;
}

/** Parts behind one that failed were dropped and go with it; behind one of unknown fate they went on. */
function againOf({ key, messageId, part }: OutboxEntry, failure: Failure): Again | undefined {
  const keyed = readOutboxKey(key);
  return (
    keyed && {
      messageId: part.kind === 'template' ? outreachReference(keyed.messageId) : messageId,
      from: keyed.part,
      alone: failure.uncertain ?? false,
      attempt: keyed.attempt + 1,
    }
  );
}
