import type { Clock, MessageLink, Outbox, OutboxEntry } from '../../services/ports';
import { linkKeys } from './links';
import type { Records } from './records';
import { WorkLog } from './workLog';

export class OutboxRecords implements Outbox {
  private readonly log: WorkLog<OutboxEntry>;

  constructor(records: Records, clock: Clock) {
    this.log = new WorkLog(records, clock, 'outbox');
  }

  claim(entry: OutboxEntry): Promise<boolean> {
    return this.log.claim(entry);
  }

  posting(entry: OutboxEntry): Promise<void> {
    entry.posted = true;
    return this.log.update(entry);
  }

  sent(entry: OutboxEntry, wamid: string): Promise<void> {
    const link: MessageLink = { wamid, messageId: entry.messageId, roomId: entry.roomId, direction: 'out' };
    return this.log.done(entry, { link }, linkKeys(link));
  }

  drop(entry: OutboxEntry): Promise<void> {
    return this.log.done(entry, {});
  }

  postpone(entry: OutboxEntry, milliseconds: number): Promise<void> {
    return this.log.postpone(entry, milliseconds);
  }

  abandoned(): Promise<OutboxEntry[]> {
    return this.log.abandoned();
  }
}
