import type { MessageVariant } from '../../domain/number';
import type { MessageVariants } from '../../services/languages/ports';
import type { Clock } from '../../services/ports';
import type { Records } from './records';

/** Other servers change texts too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;

type Stored = MessageVariant & { savedAt: number };

/** A record a number and language. */
export class MessageVariantRecords implements MessageVariants {
  private readonly known = new Map<string, { variants: MessageVariant[]; readAt: number }>();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async of(numberId: string, { fresh = false } = {}): Promise<MessageVariant[]> {
    const known = this.known.get(numberId);
    if (!fresh && known && known.readAt + FRESH > this.clock.now()) {
      return known.variants;
    }
    const stored = await this.records.find<Stored>(numberKey(numberId));
    const newest = new Map<string, MessageVariant>();
    for (const { savedAt, ...variant } of stored.sort((a, b) => a.savedAt - b.savedAt)) {
      newest.set(variant.language, variant);
    }
    const variants = [...newest.values()].sort((a, b) => a.language.localeCompare(b.language));
    this.known.set(numberId, { variants, readAt: this.clock.now() });
    return variants;
  }

  async save(numberId: string, variant: MessageVariant): Promise<void> {
    const keys = [numberKey(numberId), `texts:${numberId}:${variant.language}`];
    const isEmpty = Object.values(variant.messages).every((words) => !words);
    await (isEmpty ? this.records.remove(...keys) : this.records.put(keys, variant));
    this.known.delete(numberId);
  }

  async removeAll(numberId: string): Promise<void> {
    await this.records.remove(numberKey(numberId));
    this.known.delete(numberId);
  }
}

function numberKey(numberId: string): string {
  return `texts:${numberId}`;
}
