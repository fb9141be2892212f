import { conversationId } from '../../domain/conversation';
import type { KeyedQueue } from '../keyedQueue';
import type { Clock, Log } from '../ports';
import type { RoomMessage } from './message';
import type { Outbox, OutboxEntry } from './ports';

/** How often a part looks whether its turn has come, milliseconds. */
const TURN = 250;

export type Place = Pick<RoomMessage, 'roomId' | 'numberId' | 'contactId'>;

export interface Turn {
  /** Unix milliseconds: its place in the conversation. */
  order: number;
  /** What the task is about. */
  claimed: Promise<OutboxEntry[]>;
  /** Ends when all that goes before it, as far as this server knows, stands in the line. */
  after?: Promise<void>;
}

/** One thing after the other for each conversation, over all servers, in the order in which it was written. */
export class Turns {
  constructor(
    private readonly outbox: Outbox,
    private readonly queue: KeyedQueue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Runs a task when its turn has come; stands in the line from the very call on. Does not reject. */
  async take(place: Place, turn: Turn, task: () => Promise<void>): Promise<void> {
    const line = conversationId(place.contactId, place.numberId);
    try {
      await this.queue.run(line, turn.order, task, () => this.hasCome(turn));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error('A message could not be handled', { room: place.roomId, reason });
    }
  }

  /** Another server, or one that died, may have what was written before. */
  private async hasCome({ claimed, after }: Turn): Promise<boolean> {
    try {
      const [entry] = await claimed;
      await after;
      if (!entry || !(await this.outbox.isAhead(entry))) {
        return true;
      }
      await this.clock.sleep(TURN);
      return false;
    } catch {
      // Order matters less than the message; and what could not be claimed says so by itself.
      return true;
    }
  }
}
