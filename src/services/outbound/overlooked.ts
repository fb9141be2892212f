import { outboxKey } from '../outbox';
import type { Clock } from '../ports';
import { Recent } from '../recent';
import type { RoomMessage } from './message';
import type { Company, Outbox, Written, WrittenAt } from './ports';

/** How far back a look before a message goes, milliseconds. */
const REACH = 20 * 60_000;
/** Messages of a room that such a look takes in. */
const LOOKED_AT = 20;
/** Messages that are known to be taken on, and rooms that were looked at. */
const REMEMBERED = 20_000;

/**
 * Finds what our side wrote in a room and nobody has taken on. The host tells of a message once, on one server, in any
 * order: while that server's app is down nobody learns of it, and another server may hear of the next message first.
 */
export class Overlooked {
  private readonly taken = new Recent<true>(REMEMBERED);
  private readonly rooms = new Recent<true>(REMEMBERED);

  constructor(
    private readonly written: Written,
    private readonly outbox: Outbox,
    private readonly company: Company,
    private readonly clock: Clock,
  ) {}

  /** Remembers that this server has taken a message on. */
  note({ id }: Pick<RoomMessage, 'id'>): void {
    this.taken.set(id, true);
  }

  /**
   * What was written before a message, back to the last one that somebody has taken on; the oldest first. Looks only
   * where there can be any: when other servers are at work, and at the first message of a room after the start.
   */
  async before({ roomId, writtenAt, author }: RoomMessage): Promise<RoomMessage[]> {
    const isFirst = !this.rooms.get(roomId);
    this.rooms.set(roomId, true);
    if (!author || author.automatic || !(isFirst || (await this.company.present()))) {
      return [];
    }
    const found: RoomMessage[] = [];
    for (const earlier of await this.written.recent(roomId, this.clock.now() - REACH, LOOKED_AT)) {
      if (earlier.writtenAt < writtenAt) {
        if (await this.isTaken(roomId, earlier)) {
          break;
        }
        found.push(...(await this.read(earlier)));
      }
    }
    // What bots write comes in halves that wait for each other.
    return found.reverse().filter((message) => !message.author?.automatic);
  }

  /** What was written in a room between two moments, the oldest first. */
  async within(roomId: string, from: number, to: number, limit: number): Promise<RoomMessage[]> {
    const found: RoomMessage[] = [];
    for (const message of await this.written.recent(roomId, from, limit)) {
      if (message.writtenAt < to && !(await this.isTaken(roomId, message))) {
        found.push(...(await this.read(message)));
      }
    }
    return found.reverse();
  }

  private async isTaken(roomId: string, { id }: WrittenAt): Promise<boolean> {
    if (!this.taken.get(id) && (await this.outbox.isKnown(outboxKey(roomId, id, 0)))) {
      this.taken.set(id, true);
    }
    return this.taken.get(id) ?? false;
  }

  private async read({ id }: WrittenAt): Promise<RoomMessage[]> {
    const message = await this.written.byId(id);
    return message ? [message] : [];
  }
}
