import type { Clock } from '../../services/ports';
import type { Troubles } from '../../services/outbound/ports';
import type { Records } from './records';

/** Other servers meet and end troubles too: what memory says is believed for so long, milliseconds. */
const FRESH = 60_000;

interface Stored {
  /** Empty when the trouble is over. */
  code: string;
  savedAt: number;
}

export class TroubleRecords implements Troubles {
  private readonly known = new Map<string, { code: string; readAt: number }>();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async of(numberId: string): Promise<string | undefined> {
    const known = this.known.get(numberId);
    if (known && known.readAt + FRESH > this.clock.now()) {
      return known.code || undefined;
    }
    const code = (await this.records.newest<Stored>(key(numberId)))?.code ?? '';
    this.known.set(numberId, { code, readAt: this.clock.now() });
    return code || undefined;
  }

  async save(numberId: string, code = ''): Promise<void> {
    this.known.set(numberId, { code, readAt: this.clock.now() });
    await this.records.put([key(numberId)], { code });
  }
}

function key(numberId: string): string {
  return `trouble:${numberId}`;
}
