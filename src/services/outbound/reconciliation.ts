import type { OutboundService } from '../outbound';
import { outboxKey } from '../outbox';
import type { Clock, Log } from '../ports';
import type { ActiveRooms, Outbox, Written } from './ports';

/** How far back a round looks, milliseconds: twice the pause between two rounds, so that a missed one does no harm. */
const REACH = 20 * 60_000;
/** Younger messages may still be on their way to us, milliseconds. */
const SETTLED = 20_000;
/** Rooms of one round, the most recently active ones. */
const ROOMS = 50;

/**
 * The host tells of a message once: while the app is down, or does not answer in time, nobody learns of it. This looks
 * after rooms in which something happened lately, and sends what an agent wrote and nobody has taken on.
 */
export class Reconciliation {
  constructor(
    private readonly rooms: ActiveRooms,
    private readonly written: Written,
    private readonly outbox: Outbox,
    private readonly outbound: OutboundService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    for (const roomId of (await this.rooms.since(now - REACH)).slice(0, ROOMS)) {
      const messages = await this.written.since(roomId, now - REACH);
      for (const message of messages.filter(({ writtenAt }) => writtenAt < now - SETTLED)) {
        if (!(await this.outbox.isKnown(outboxKey(roomId, message.id, 0)))) {
          this.log.warn('A message whose event was lost is sent now', { message: message.id });
          void this.outbound.relay(message);
        }
      }
    }
  }
}
