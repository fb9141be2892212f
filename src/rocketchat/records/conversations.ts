import { conversationId, type Conversation } from '../../domain/conversation';
import type { Clock, Conversations } from '../../services/ports';
import { Recent } from '../../services/recent';
import type { Records } from './records';

/** Other servers change conversations too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;
/** Conversations kept in memory; a record of one is a few hundred bytes. */
const REMEMBERED = 10_000;

export class ConversationRecords implements Conversations {
  private readonly recent = new Recent<{ conversation: Conversation; readAt: number }>(REMEMBERED);

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async find(contactId: string, numberId: string, { fresh = false } = {}): Promise<Conversation | undefined> {
    const id = conversationId(contactId, numberId);
    const cached = this.recent.get(id);
    if (cached && !fresh && cached.readAt + FRESH > this.clock.now()) {
      return cached.conversation;
    }
    const conversation = await this.records.newest<Conversation>(key(id));
    if (conversation) {
      this.recent.set(id, { conversation, readAt: this.clock.now() });
    }
    return conversation;
  }

  async save(conversation: Conversation): Promise<void> {
    const id = conversationId(conversation.contactId, conversation.numberId);
    await this.records.put([key(id)], conversation);
    this.recent.set(id, { conversation, readAt: this.clock.now() });
  }
}

function key(id: string): string {
  return `conversation:${id}`;
}
