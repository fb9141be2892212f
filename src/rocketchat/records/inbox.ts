import { lineOf, timeOf } from '../../domain/inbound';
import type { Backlog, Waiting } from '../../services/health/ports';
import type { Inbox, InboxEntry } from '../../services/inbound/ports';
import type { Clock, MessageLink } from '../../services/ports';
import { linkKeys } from './links';
import type { Peers } from './peers';
import type { Records } from './records';
import { WorkLog } from './workLog';

/**
 * How long after the end of its lease an event is expected to be taken up again, milliseconds: the job runs every 15 s,
 * and the host lets one run last up to 30 s.
 */
const TAKE_UP = 45_000;

export class InboxRecords implements Inbox, Backlog {
  private readonly log: WorkLog<InboxEntry>;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly peers: Peers,
  ) {
    this.log = new WorkLog(records, clock, 'inbox', { lineOf: lineKeyOf, compare });
  }

  claim(entry: InboxEntry): Promise<boolean> {
    this.peers.start();
    return this.log.claim(entry);
  }

  async waiting(): Promise<Waiting[]> {
    return (await this.log.open()).map(({ numberId, held, receivedAt }) => ({
      numberId,
      direction: 'in',
      isHeld: held ?? false,
      since: receivedAt,
    }));
  }

  done(entry: InboxEntry, link?: MessageLink): Promise<void> {
    return this.log.done(entry, link ? { link } : {}, link ? linkKeys(link) : []);
  }

  postpone(entry: InboxEntry, milliseconds: number): Promise<void> {
    return this.log.postpone(entry, milliseconds);
  }

  async takeAbandoned(
    isDue: (entry: InboxEntry) => Promise<boolean>,
    onTaken: (entry: InboxEntry) => void,
  ): Promise<void> {
    await this.log.abandoned({ isDue, onTaken });
  }

  async isAhead(entry: InboxEntry): Promise<boolean> {
    if (!(await this.peers.present())) {
      return false;
    }
    for (const { entry: other, held, leaseUntil } of await this.log.beside(entry)) {
      const isBusy = !held && !other.held && !other.attempts && leaseUntil + TAKE_UP > this.clock.now();
      if (isBusy && compare(other, entry) < 0 && !(await this.log.isDone(other))) {
        return true;
      }
    }
    return false;
  }

  async heldBefore(entry: InboxEntry): Promise<InboxEntry[]> {
    const beside = await this.log.beside(entry);
    const earlier = beside
      .map(({ entry: other }) => other)
      .filter((other) => other.held && compare(other, entry) < 0);
    const taken: InboxEntry[] = [];
    for (const other of earlier.sort(compare)) {
      if (await this.log.takeEarly(other)) {
        taken.push(other);
      }
    }
    return taken;
  }
}

/** By WhatsApp's time, which has whole seconds; within one by arrival. The same order on every server. */
function compare(a: InboxEntry, b: InboxEntry): number {
  return timeOf(a.event) - timeOf(b.event) || a.receivedAt - b.receivedAt || (a.key < b.key ? -1 : 1);
}

/** Statuses of a message come in any order anyway; they are nobody's line. */
function lineKeyOf({ numberId, event }: InboxEntry): string | undefined {
  return event.event === 'status' ? undefined : `${numberId}:${lineOf(event)}`;
}
