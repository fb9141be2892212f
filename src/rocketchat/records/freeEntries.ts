import { conversationId } from '../../domain/conversation';
import type { Clock } from '../../services/ports';
import type { ConversationRef, FreeEntries, FreeEntrySigns } from '../../services/window/ports';
import { dayKey, type Records } from './records';

/** A record a sign, so that servers which learn of two at once lose neither; the latest of each kind counts. */
export class FreeEntryRecords implements FreeEntries {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async note(conversation: ConversationRef, signs: FreeEntrySigns): Promise<void> {
    await this.records.add([key(conversation), dayKey(this.clock.now())], signs);
  }

  async of(conversation: ConversationRef): Promise<FreeEntrySigns> {
    const signs = await this.records.find<FreeEntrySigns>(key(conversation));
    const referredAt = Math.max(0, ...signs.map((sign) => sign.referredAt ?? 0));
    const freeUntil = Math.max(0, ...signs.map((sign) => sign.freeUntil ?? 0));
    return { ...(referredAt > 0 && { referredAt }), ...(freeUntil > 0 && { freeUntil }) };
  }
}

function key({ contactId, numberId }: ConversationRef): string {
  return `free-entry:${conversationId(contactId, numberId)}`;
}
