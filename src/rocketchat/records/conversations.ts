import { conversationId, type Conversation } from '../../domain/conversation';
import { serviceWindowEnd } from '../../domain/window';
import type { Clock, Conversations } from '../../services/ports';
import { Recent } from '../../services/recent';
import type { ConversationRef, WindowEnds } from '../../services/window/ports';
import { dayKey, type Records } from './records';

/** Other servers change conversations too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;
/** Conversations kept in memory; a record of one is a few hundred bytes. */
const REMEMBERED = 10_000;

const HOUR = 60 * 60_000;

/**
 * The conversations, and beside them by the hour which windows end in it: a small record a conversation and hour, so
 * that nobody has to go through all conversations. A customer who writes on leaves such records behind; they age out.
 */
export class ConversationRecords implements Conversations, WindowEnds {
  private readonly recent = new Recent<{ conversation: Conversation; readAt: number }>(REMEMBERED);
  /** The hour that was last noted of a conversation. */
  private readonly noted = new Recent<string>(REMEMBERED);

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
    await this.noteEnd(id, conversation);
    await this.records.put([key(id)], conversation);
    this.recent.set(id, { conversation, readAt: this.clock.now() });
  }

  async endingBetween(from: number, to: number): Promise<ConversationRef[]> {
    const found: ConversationRef[] = [];
    for (let hour = Math.floor(from / HOUR) * HOUR; hour <= to; hour += HOUR) {
      found.push(...(await this.records.find<ConversationRef>(hourKey(hour))));
    }
    const byId = new Map(found.map((ref) => [conversationId(ref.contactId, ref.numberId), ref]));
    return [...byId.values()];
  }

  /** Before the conversation itself, so that a crash between the two leaves no window without a note. */
  private async noteEnd(id: string, conversation: Conversation): Promise<void> {
    const { contactId, numberId, lastInboundAt } = conversation;
    const endsAt = serviceWindowEnd(lastInboundAt);
    const hour = hourKey(endsAt);
    if (endsAt > this.clock.now() && this.noted.get(id) !== hour) {
      const ref: ConversationRef = { contactId, numberId };
      await this.records.add([hour, dayKey(this.clock.now())], ref);
      this.noted.set(id, hour);
    }
  }
}

/** In UTC. */
function hourKey(time: number): string {
  return `window-end:${new Date(time).toISOString().slice(0, 13)}`;
}

function key(id: string): string {
  return `conversation:${id}`;
}
