import { conversationId } from '../../domain/conversation';
import type { DeliveryUpdate } from '../../domain/delivery';
import { LIMITS } from '../../domain/limits';
import type { InboundMessage } from '../../domain/inbound';
import { text } from '../../domain/text';
import { windowsAt, type Windows } from '../../domain/window';
import type { OpenConversation } from '../conversations';
import type { Written } from '../outbound/ports';
import type { Clock, Conversations, Notices } from '../ports';
import { Recent } from '../recent';
import type { ConversationRef, FreeEntries } from './ports';

/** Conversations whose free entry point is remembered. */
const REMEMBERED = 1_000;

interface WindowPorts {
  clock: Clock;
  conversations: Conversations;
  freeEntries: FreeEntries;
  notices: Notices;
  written: Pick<Written, 'byId'>;
}

/** What may be sent in a conversation just now, and how people get to know. */
export class WindowService {
  /** The end of the free entry point that is written down, by conversation. */
  private readonly known = new Recent<number>(REMEMBERED);

  constructor(private readonly ports: WindowPorts) {}

  /** @returns undefined when the customer has never written */
  async of({ contactId, numberId }: ConversationRef): Promise<Windows | undefined> {
    const { clock, conversations, freeEntries } = this.ports;
    const [conversation, freeEntry] = await Promise.all([
      conversations.find(contactId, numberId, { fresh: true }),
      freeEntries.of({ contactId, numberId }),
    ]);
    return conversation && windowsAt(clock.now(), { ...conversation, ...freeEntry });
  }

  /** To be told of every message of a customer once it stands in its room. */
  async customerWrote(opened: OpenConversation, { referral, sentAt }: InboundMessage): Promise<void> {
    if (referral) {
      await this.ports.freeEntries.note(opened.conversation, { referredAt: sentAt });
    }
    if (opened.reopened) {
      await this.ports.notices.toAgents(opened.room.id, text('window.reopened'));
    }
  }

  /**
   * To be told of what became of our messages: that one was free because of an advertisement tells that the free entry
   * point is open. Where WhatsApp does not tell its end, the first such message is taken for the one that opened it.
   */
  async statusCame({ messageId }: { messageId: string }, update: DeliveryUpdate): Promise<void> {
    const isFree = update.freeUntil !== undefined || update.pricing?.type === FREE_ENTRY;
    const message = isFree ? await this.ports.written.byId(messageId) : undefined;
    if (!message) {
      return;
    }
    const id = conversationId(message.contactId, message.numberId);
    const before = this.known.get(id) ?? (await this.ports.freeEntries.of(message)).freeUntil ?? 0;
    const counted = before > update.at ? before : update.at + LIMITS.freeEntryPoint;
    const freeUntil = update.freeUntil ?? counted;
    if (freeUntil !== before) {
      await this.ports.freeEntries.note(message, { freeUntil });
    }
    this.known.set(id, freeUntil);
  }
}

/** Meta's word for what is free since the customer came from an advertisement. Meta: pricing. */
const FREE_ENTRY = 'free_entry_point';
