import { conversationId } from '../../domain/conversation';
import { readOutboxKey } from '../../services/outbox';
import type { Backlog, Waiting } from '../../services/health/ports';
import type { Clock, MessageLink } from '../../services/ports';
import type { Outbox, OutboxEntry, OutboxOutcome } from '../../services/outbound/ports';
import type { WorkInHand } from '../../services/windDown';
import { linkKeys } from './links';
import type { Peers } from './peers';
import { dayKey, type Records } from './records';
import { WorkLog } from './workLog';

/** How long after the end of its lease a part is expected to be taken up again, milliseconds. */
const TAKE_UP = 45_000;

type Outcome = Pick<OutboxOutcome, 'fate' | 'noticeId' | 'readAt'> & { link?: MessageLink };

export class OutboxRecords implements Outbox, Backlog, WorkInHand {
  private readonly log: WorkLog<OutboxEntry>;
  /** What this server itself put off last comes up again then. */
  private putOffUntil = 0;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly peers: Pick<Peers, 'present' | 'start'>,
  ) {
    this.log = new WorkLog(records, clock, 'outbox', { lineOf, compare });
  }

  claim(entry: OutboxEntry): Promise<boolean> {
    this.peers.start();
    return this.log.claim(entry);
  }

  inHand(): number {
    return this.log.inHand;
  }

  async waiting(): Promise<Waiting[]> {
    return (await this.log.open()).map(({ numberId, writtenAt }) => ({
      numberId,
      direction: 'out',
      isHeld: false,
      since: writtenAt,
    }));
  }

  posting(entry: OutboxEntry): Promise<void> {
    entry.posted = true;
    return this.log.update(entry);
  }

  refused(entry: OutboxEntry): Promise<void> {
    entry.posted = false;
    return this.log.update(entry);
  }

  /** A reaction is no message that others could be tied to. */
  sent(entry: OutboxEntry, wamid: string): Promise<void> {
    if (entry.part.kind === 'reaction') {
      return this.end(entry, { fate: 'sent' });
    }
    return this.end(entry, { fate: 'sent', link: linkOf(entry, wamid), readAt: entry.readAt });
  }

  drop(entry: OutboxEntry): Promise<void> {
    return this.end(entry, { fate: 'dropped' });
  }

  lose(entry: OutboxEntry, noticeId: string): Promise<void> {
    return this.end(entry, { fate: 'unknown', noticeId, readAt: entry.readAt });
  }

  async confirm(key: string, wamid: string): Promise<void> {
    const message = readOutboxKey(key);
    if (message) {
      const link = linkOf(message, wamid);
      const keys = [recordKey(key), ...linkKeys(link), dayKey(this.clock.now())];
      await this.records.add(keys, { fate: 'sent', link } satisfies Outcome);
    }
  }

  async outcome(key: string): Promise<OutboxOutcome | undefined> {
    const outcomes = (await this.records.find<object>(recordKey(key))).filter(isOutcome);
    const noticeId = outcomes.find((outcome) => outcome.noticeId)?.noticeId;
    const last = outcomes.find(({ fate }) => fate === 'sent') ?? outcomes[0];
    const readAt = outcomes.find((outcome) => outcome.readAt)?.readAt;
    return last && { fate: last.fate, wamid: last.link?.wamid, noticeId, readAt };
  }

  async isKnown(key: string): Promise<boolean> {
    return (await this.records.find(recordKey(key))).length > 0;
  }

  postpone(entry: OutboxEntry, milliseconds: number): Promise<void> {
    this.putOffUntil = this.clock.now() + milliseconds;
    return this.log.postpone(entry, milliseconds);
  }

  has(entry: OutboxEntry): boolean {
    return this.log.has(entry);
  }

  async takeAbandoned(onTaken: (entry: OutboxEntry) => void): Promise<void> {
    await this.log.abandoned({ onTaken });
  }

  async isAhead(entry: OutboxEntry): Promise<boolean> {
    const now = this.clock.now();
    if (!(await this.peers.present()) && this.putOffUntil + TAKE_UP < now) {
      return false;
    }
    for (const { entry: other, held, leaseUntil } of await this.log.beside(entry)) {
      const isBusy = !held && leaseUntil + TAKE_UP > now;
      if (isBusy && compare(other, entry) < 0 && !(await this.log.isDone(other))) {
        return true;
      }
    }
    return false;
  }

  private end(entry: OutboxEntry, outcome: Outcome): Promise<void> {
    return this.log.done(entry, outcome, outcome.link ? linkKeys(outcome.link) : []);
  }
}

/** The parts of a conversation go out one after another. */
function lineOf({ contactId, numberId }: OutboxEntry): string {
  return conversationId(contactId, numberId);
}

/** As they were written; the parts of one message by their numbers. Messages of one moment have no order. */
function compare(a: OutboxEntry, b: OutboxEntry): number {
  const isOneMessage = a.messageId === b.messageId && a.writtenAt === b.writtenAt;
  return isOneMessage ? partOf(a) - partOf(b) : a.writtenAt - b.writtenAt;
}

function partOf({ key }: OutboxEntry): number {
  return readOutboxKey(key)?.part ?? 0;
}

/** As `WorkLog` names the records of a piece of work. */
function recordKey(key: string): string {
  return `outbox:${key}`;
}

function isOutcome(record: object): record is Outcome {
  return 'fate' in record;
}

function linkOf(
  { messageId, roomId }: Pick<OutboxEntry, 'messageId' | 'roomId'>,
  wamid: string,
): MessageLink {
  return { wamid, messageId, roomId, direction: 'out' };
}
