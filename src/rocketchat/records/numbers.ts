import type { ConnectedNumber } from '../../domain/number';
import type { Clock, Numbers } from '../../services/ports';
import type { Records } from './records';

/** Other servers change numbers too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;

type Stored = ConnectedNumber & { savedAt: number };

export class NumberRecords implements Numbers {
  private cache?: { numbers: Map<string, ConnectedNumber>; readAt: number };

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<ConnectedNumber[]> {
    const stored = await this.records.find<Stored>('numbers');
    const newest = new Map<string, ConnectedNumber>();
    for (const { savedAt, ...number } of stored.sort((a, b) => a.savedAt - b.savedAt)) {
      newest.set(number.id, number);
    }
    this.cache = { numbers: newest, readAt: this.clock.now() };
    return [...newest.values()];
  }

  async byId(id: string, { fresh = false } = {}): Promise<ConnectedNumber | undefined> {
    const cached = this.cache && this.cache.readAt + FRESH > this.clock.now() ? this.cache : undefined;
    const known = fresh ? undefined : cached?.numbers.get(id);
    // What memory does not know, another server may have connected since.
    return known ?? (await this.all()).find((number) => number.id === id);
  }

  async save(number: ConnectedNumber): Promise<void> {
    await this.records.put(['numbers', `number:${number.id}`], number);
    this.cache = undefined;
  }

  async remove(id: string): Promise<void> {
    await this.records.remove(`number:${id}`);
    this.cache = undefined;
  }
}
