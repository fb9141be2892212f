import { conversationId, type Conversation } from '../../domain/conversation';
import { LIMITS } from '../../domain/limits';
import type { Clock, Conversations } from '../ports';
import type { Resend } from './composer';
import type { RoomMessage } from './message';
import type { Held, HeldMessage, Written } from './ports';

type Customer = Pick<HeldMessage, 'contactId' | 'numberId'>;

export interface DueMessage {
  message: RoomMessage;
  resend: Resend;
}

/** Messages of agents that wait until the customer's next message opens the service window. */
export class HeldMessages {
  constructor(
    private readonly held: Held,
    private readonly written: Written,
    private readonly conversations: Conversations,
    private readonly clock: Clock,
  ) {}

  /** Keeps a message until the customer's next one. */
  async hold({ messageId, contactId, numberId }: Omit<HeldMessage, 'heldAt' | 'inboundAt'>): Promise<void> {
    const conversation = await this.conversations.find(contactId, numberId, { fresh: true });
    const inboundAt = conversation?.lastInboundAt ?? 0;
    await this.held.add({ messageId, contactId, numberId, inboundAt, heldAt: this.clock.now() });
  }

  /** Whose messages are held. */
  async customers(): Promise<Customer[]> {
    const byConversation = new Map<string, Customer>();
    for (const { contactId, numberId } of await this.held.all()) {
      byConversation.set(conversationId(contactId, numberId), { contactId, numberId });
    }
    return [...byConversation.values()];
  }

  /** Whether something may have to go before what is written now. A matter of memory for most conversations. */
  async mayBeDue({ contactId, numberId }: Customer): Promise<boolean> {
    const isCatchingUp = (conversation?: Conversation): boolean =>
      (conversation?.catchUpUntil ?? 0) > this.clock.now();
    const known = await this.conversations.find(contactId, numberId);
    if (this.isOpen(known)) {
      return isCatchingUp(known);
    }
    return isCatchingUp(await this.conversations.find(contactId, numberId, { fresh: true }));
  }

  /** Whether the customer has opened the window since a message was written. */
  async hasWrittenSince({ contactId, numberId, writtenAt }: RoomMessage): Promise<boolean> {
    const conversation = await this.conversations.find(contactId, numberId, { fresh: true });
    return this.isOpen(conversation) && (conversation?.lastInboundAt ?? 0) > writtenAt;
  }

  /** What was held for a customer who has written since then, as it stands in the room by now; the oldest first. */
  async due({ contactId, numberId }: Customer): Promise<DueMessage[]> {
    const all = await this.held.of(contactId, numberId);
    const conversation =
      all.length > 0 ? await this.conversations.find(contactId, numberId, { fresh: true }) : undefined;
    if (!conversation || !this.isOpen(conversation)) {
      return [];
    }
    const due: DueMessage[] = [];
    for (const { messageId, heldAt } of all.filter((one) => one.inboundAt < conversation.lastInboundAt)) {
      const message = await this.written.byId(messageId);
      if (message) {
        due.push({ message, resend: { attempt: `h${heldAt}`, at: message.writtenAt } });
      } else {
        await this.forget(messageId);
      }
    }
    return due.sort((a, b) => a.resend.at - b.resend.at);
  }

  forget(messageId: string): Promise<void> {
    return this.held.remove(messageId);
  }

  private isOpen(conversation: Conversation | undefined): boolean {
    return (conversation?.lastInboundAt ?? 0) + LIMITS.serviceWindow > this.clock.now();
  }
}
