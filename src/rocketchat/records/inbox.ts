import type { Clock, Inbox, InboxEntry, MessageLink } from '../../services/ports';
import { linkKeys } from './links';
import type { Records } from './records';
import { WorkLog } from './workLog';

export class InboxRecords implements Inbox {
  private readonly log: WorkLog<InboxEntry>;

  constructor(records: Records, clock: Clock) {
    this.log = new WorkLog(records, clock, 'inbox');
  }

  claim(entry: InboxEntry): Promise<boolean> {
    return this.log.claim(entry);
  }

  done(entry: InboxEntry, link?: MessageLink): Promise<void> {
    return this.log.done(entry, link ? { link } : {}, link ? linkKeys(link) : []);
  }

  postpone(entry: InboxEntry, milliseconds: number): Promise<void> {
    return this.log.postpone(entry, milliseconds);
  }

  async abandoned(): Promise<InboxEntry[]> {
    return (await this.log.abandoned()).sort((a, b) => a.receivedAt - b.receivedAt);
  }
}
