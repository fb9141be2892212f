import type { Clock } from '../../services/ports';
import type { Topic, Trouble, Troubles } from '../../services/health/ports';
import type { Records } from './records';

/** Other servers meet and end troubles too: what memory says is believed for so long, milliseconds. */
const FRESH = 60_000;

interface Stored {
  /** Absent when the trouble is over. */
  trouble?: Trouble;
  savedAt: number;
}

export class TroubleRecords implements Troubles {
  private readonly known = new Map<string, { trouble?: Trouble; readAt: number }>();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async of(numberId: string, topic: Topic, { fresh = false } = {}): Promise<Trouble | undefined> {
    const key = troubleKey(numberId, topic);
    const known = this.known.get(key);
    if (!fresh && known && known.readAt + FRESH > this.clock.now()) {
      return known.trouble;
    }
    const trouble = (await this.records.newest<Stored>(key))?.trouble ?? undefined;
    this.known.set(key, { trouble, readAt: this.clock.now() });
    return trouble;
  }

  async save(trouble: Trouble): Promise<void> {
    await this.put(trouble.numberId, trouble.topic, trouble);
  }

  async end(numberId: string, topic: Topic): Promise<void> {
    await this.put(numberId, topic, undefined);
  }

  private async put(numberId: string, topic: Topic, trouble: Trouble | undefined): Promise<void> {
    const key = troubleKey(numberId, topic);
    this.known.set(key, { trouble, readAt: this.clock.now() });
    await this.records.put([key], trouble ? { trouble } : {});
  }
}

export function troubleKey(numberId: string, topic: Topic): string {
  return `trouble:${numberId}:${topic}`;
}
