import { randomUUID } from 'node:crypto';

import type { Clock } from '../../services/ports';
import type { Records } from './records';

/** How often a server says that it is there, and looks who else is, milliseconds. */
const INTERVAL = 5_000;
/**
 * Who has said nothing for so long is gone, milliseconds. Long enough for a server that has just started to reckon with
 * what its predecessor left behind until somebody takes it up.
 */
const SILENCE = 90_000;
const KEY = 'servers';

interface Presence {
  server: string;
  /** Unix milliseconds. */
  at: number;
}

/**
 * Whether other servers run the app over the same records. On a single server nobody has to look, message by message,
 * what the others are doing. A server that has just joined knows the others at once; they know it after {@link INTERVAL}
 * at the latest, and until then may overtake what it is busy with. To be certain of order in those seconds, too, every
 * message would cost a further call.
 */
export class Peers {
  private readonly server = randomUUID();
  private others = false;
  private timer?: ReturnType<typeof setInterval>;
  private firstLook = Promise.resolve();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** Waits for the first look, once {@link start} was called; else a matter of memory. */
  async present(): Promise<boolean> {
    await this.firstLook;
    return this.others;
  }

  /** Says and looks from now on, as long as the process lives. To be called when there is work to share. */
  start(): void {
    if (!this.timer) {
      const look = (): Promise<void> => this.look().catch(() => undefined);
      this.timer = setInterval(() => void look(), INTERVAL);
      this.firstLook = look();
    }
  }

  /** Says that this server is there, and looks for others. */
  async look(): Promise<void> {
    const now = this.clock.now();
    await this.records.put([KEY, `server:${this.server}`], { server: this.server, at: now });
    const seen = await this.records.find<Presence>(KEY);
    this.others = seen.some(({ server, at }) => server !== this.server && at > now - SILENCE);
    await Promise.all(
      seen
        .filter(({ at }) => at < now - 2 * SILENCE)
        .map(({ server }) => this.records.remove(`server:${server}`)),
    );
  }
}
