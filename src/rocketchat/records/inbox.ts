import { lineOf, timeOf } from '../../domain/inbound';
import type { Backlog, Waiting } from '../../services/health/ports';
import type { HeldBefore, Inbox, InboxEntry } from '../../services/inbound/ports';
import type { Clock, MessageLink } from '../../services/ports';
import type { WorkInHand } from '../../services/windDown';
import { linkKeys } from './links';
import type { Peers } from './peers';
import type { Records } from './records';
import { WorkLog, type OpenWork } from './workLog';

/**
 * How long after the end of its lease an event is expected to be taken up again, milliseconds: the job runs every 15 s,
 * and the host lets one run last up to 30 s.
 */
const TAKE_UP = 45_000;

export class InboxRecords implements Inbox, Backlog, WorkInHand {
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

  inHand(): number {
    return this.log.inHand;
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
    await this.log.abandoned({
      isDue,
      onTaken: (entry) => {
        unhold(entry);
        onTaken(entry);
      },
    });
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

  async takeHeldBefore(entry: InboxEntry): Promise<HeldBefore> {
    const beside = await this.log.beside(entry);
    const earlier = beside.filter(({ entry: other }) => compare(other, entry) < 0 && !other.attempts);
    const taken: InboxEntry[] = [];
    for (const work of earlier.sort((a, b) => compare(a.entry, b.entry))) {
      const mine = work.entry.held
        ? await this.log.takeEarly(work.entry, { isDue: isHeld, onTaken: unhold })
        : undefined;
      if (mine) {
        taken.push(mine);
      } else if (await this.isInOtherHands(work)) {
        return { taken, complete: false };
      }
    }
    return { taken, complete: true };
  }

  private async isInOtherHands({ entry, held, leaseUntil }: OpenWork<InboxEntry>): Promise<boolean> {
    // A held one that could not be taken was taken by somebody at this moment.
    const isBusy = held || entry.held === true || leaseUntil + TAKE_UP > this.clock.now();
    return isBusy && !(await this.log.isDone(entry));
  }
}

function isHeld({ held }: InboxEntry): Promise<boolean> {
  return Promise.resolve(held === true);
}

/** Who takes over a held event works on it: it is not held any more. */
function unhold(entry: InboxEntry): void {
  entry.held = false;
}

/** By WhatsApp's time, which has whole seconds; within one by arrival. The same order on every server. */
function compare(a: InboxEntry, b: InboxEntry): number {
  return timeOf(a.event) - timeOf(b.event) || a.receivedAt - b.receivedAt || (a.key < b.key ? -1 : 1);
}

/** Statuses of a message come in any order anyway; they are nobody's line. */
function lineKeyOf({ numberId, event }: InboxEntry): string | undefined {
  return event.event === 'status' ? undefined : `${numberId}:${lineOf(event)}`;
}
