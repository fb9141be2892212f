import type { Clock } from '../../services/ports';
import type { ActiveRooms } from '../../services/outbound/ports';
import { Recent } from '../../services/recent';
import { dayKey, type Records } from './records';

/** A room's activity is written down this often at most, milliseconds. */
const GRAIN = 10 * 60_000;
const HOUR = 60 * 60_000;
const REMEMBERED = 5_000;

interface Stored {
  roomId: string;
  at: number;
}

/** A record a room and ten minutes, found by the hour. */
export class ActiveRoomRecords implements ActiveRooms {
  private readonly noted = new Recent<number>(REMEMBERED);

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async note(roomId: string): Promise<void> {
    const at = this.clock.now();
    if ((this.noted.get(roomId) ?? 0) + GRAIN > at) {
      return;
    }
    this.noted.set(roomId, at);
    const stored: Stored = { roomId, at };
    await this.records.add([hourKey(at), dayKey(at)], stored);
  }

  /** What was noted up to a grain before counts too: later activity of the room was not written down. */
  async since(time: number): Promise<string[]> {
    const now = this.clock.now();
    const stored: Stored[] = [];
    for (let hour = Math.floor((time - GRAIN) / HOUR); hour <= Math.floor(now / HOUR); hour++) {
      stored.push(...(await this.records.find<Stored>(hourKey(hour * HOUR))));
    }
    const recent = stored.filter(({ at }) => at > time - GRAIN).sort((a, b) => b.at - a.at);
    return [...new Set(recent.map(({ roomId }) => roomId))];
  }
}

function hourKey(time: number): string {
  return `active:${new Date(time).toISOString().slice(0, 13)}`;
}
