import type { OutboundService } from '../outbound';
import type { Clock, Log } from '../ports';
import type { Overlooked } from './overlooked';
import type { ActiveRooms } from './ports';

/** How far back a round looks, milliseconds: many times the pause between two rounds. */
const REACH = 20 * 60_000;
/** Younger messages may still be on their way to us, milliseconds. */
const SETTLED = 20_000;
/** Rooms of one round, the most recently active ones, and messages of each. */
const ROOMS = 50;
const MESSAGES = 100;
/**
 * The first round after a start looks into rooms in which nothing has happened for a while, too: while the app was down
 * nobody noted the activity. Agents write where a customer wrote within the service window.
 */
const FIRST = { activity: 24 * 60 * 60_000, rooms: 500 };

/**
 * The host tells of a message once: while the app is down, or does not answer in time, nobody learns of it. This looks
 * after rooms in which something happened lately, and sends what an agent wrote and nobody has taken on.
 */
export class Reconciliation {
  private isFirst = true;

  constructor(
    private readonly rooms: ActiveRooms,
    private readonly overlooked: Overlooked,
    private readonly outbound: OutboundService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const { activity, rooms } = this.isFirst ? FIRST : { activity: REACH, rooms: ROOMS };
    this.isFirst = false;
    for (const roomId of (await this.rooms.since(now - activity)).slice(0, rooms)) {
      for (const message of await this.overlooked.within(roomId, now - REACH, now - SETTLED, MESSAGES)) {
        this.log.warn('A message whose event was lost is sent now', { message: message.id });
        void this.outbound.relay(message);
      }
    }
  }
}
