import { text } from '../../domain/text';
import { readOutboxKey } from '../outbox';
import type { Clock, Notices } from '../ports';
import type { Composer } from './composer';
import type { Outbox, OutboxEntry, Written } from './ports';

/** What was read from the room so lately goes out as it is, milliseconds: nobody changes it meanwhile. */
const FRESH = 1_000;

interface RevisionPorts {
  clock: Clock;
  composer: Composer;
  notices: Notices;
  outbox: Outbox;
  written: Written;
}

/** Follows what becomes, in the room, of messages that have not gone out yet: they may be changed or deleted there. */
export class Revisions {
  constructor(private readonly ports: RevisionPorts) {}

  /** Whether the parts of a message are still those that it would be sent in. A matter of memory for a fresh one. */
  async areCurrent(entries: OutboxEntry[]): Promise<boolean> {
    if (!this.mayBeOutdated(entries)) {
      return true;
    }
    const readAt = this.ports.clock.now();
    const now = await this.asItStands(entries[0]!);
    const areCurrent = now !== undefined && partsOf(now) === partsOf(entries);
    if (areCurrent) {
      entries.forEach((entry) => (entry.readAt = readAt));
    }
    return areCurrent;
  }

  /** Makes the parts, none of which has been sent, what their message is by now. None are left of one that is gone. */
  async bringUpToDate(entries: OutboxEntry[]): Promise<void> {
    if (await this.areCurrent(entries)) {
      return;
    }
    const [first] = entries;
    const readAt = this.ports.clock.now();
    const now = await this.asItStands(first!);
    for (const surplus of entries.splice(now?.length ?? 0)) {
      await this.ports.outbox.drop(surplus);
    }
    for (const [index, entry] of (now ?? []).entries()) {
      const old = entries[index];
      if (old) {
        Object.assign(old, { part: entry.part, readAt });
      } else if (await this.ports.outbox.claim(entry)) {
        entries.push(entry);
      }
    }
    if (!now) {
      await this.ports.notices.toAgents(first!.roomId, text('notice.withdrawn'));
    }
  }

  private mayBeOutdated([first]: OutboxEntry[]): boolean {
    const isBeginning = first !== undefined && readOutboxKey(first.key)?.part === 0;
    return isBeginning && first.readAt !== undefined && first.readAt + FRESH < this.ports.clock.now();
  }

  private async asItStands({ key, messageId, writtenAt }: OutboxEntry): Promise<OutboxEntry[] | undefined> {
    const message = await this.ports.written.byId(messageId);
    const attempt = key.split('#').pop()!.split('.')[1] ?? '';
    return message && this.ports.composer.entriesOf(message, { attempt, at: writtenAt });
  }
}

function partsOf(entries: OutboxEntry[]): string {
  return JSON.stringify(entries.map(({ part }) => part));
}
