import { conversationId, type Conversation } from '../../domain/conversation';
import { LIMITS } from '../../domain/limits';
import { text } from '../../domain/text';
import type { Clock, Conversations, Livechat, Notices } from '../ports';
import { ago } from '../shown/age';
import { sendNowAction } from './actions';
import type { Resend } from './composer';
import { excerptOf, type RoomMessage } from './message';
import type { Held, HeldMessage, Told, Written } from './ports';

type Customer = Pick<HeldMessage, 'contactId' | 'numberId'>;

export interface DueMessage {
  message: RoomMessage;
  resend: Resend;
}

interface HeldPorts {
  clock: Clock;
  conversations: Conversations;
  livechat: Pick<Livechat, 'room'>;
  notices: Pick<Notices, 'toAgents'>;
  records: Held;
  told: Told;
  written: Pick<Written, 'byId'>;
}

/** Messages of agents that wait until the customer's next message opens the service window. */
export class HeldMessages {
  constructor(private readonly ports: HeldPorts) {}

  /** Keeps a message until the customer's next one. */
  async hold({ messageId, contactId, numberId }: Omit<HeldMessage, 'heldAt' | 'inboundAt'>): Promise<void> {
    const conversation = await this.ports.conversations.find(contactId, numberId, { fresh: true });
    const inboundAt = conversation?.lastInboundAt ?? 0;
    await this.ports.records.add({
      messageId,
      contactId,
      numberId,
      inboundAt,
      heldAt: this.ports.clock.now(),
    });
  }

  /** Whose messages are held. */
  async customers(): Promise<Customer[]> {
    const byConversation = new Map<string, Customer>();
    for (const { contactId, numberId } of await this.ports.records.all()) {
      byConversation.set(conversationId(contactId, numberId), { contactId, numberId });
    }
    return [...byConversation.values()];
  }

  /** Whether something may have to go before what is written now. A matter of memory for most conversations. */
  async mayBeDue({ contactId, numberId }: Customer): Promise<boolean> {
    const isCatchingUp = (conversation?: Conversation): boolean =>
      (conversation?.catchUpUntil ?? 0) > this.ports.clock.now();
    const known = await this.ports.conversations.find(contactId, numberId);
    if (this.isOpen(known)) {
      return isCatchingUp(known);
    }
    return isCatchingUp(await this.ports.conversations.find(contactId, numberId, { fresh: true }));
  }

  /** Whether the customer has opened the window since a message was written. */
  async hasWrittenSince({ contactId, numberId, writtenAt }: RoomMessage): Promise<boolean> {
    const conversation = await this.ports.conversations.find(contactId, numberId, { fresh: true });
    return this.isOpen(conversation) && (conversation?.lastInboundAt ?? 0) > writtenAt;
  }

  /** What was held for a customer who has written since then, as it stands in the room by now; the oldest first. */
  async due({ contactId, numberId }: Customer): Promise<DueMessage[]> {
    const all = await this.ports.records.of(contactId, numberId);
    const conversation =
      all.length > 0 ? await this.ports.conversations.find(contactId, numberId, { fresh: true }) : undefined;
    if (!conversation || !this.isOpen(conversation)) {
      return [];
    }
    const due: DueMessage[] = [];
    for (const { messageId, heldAt } of all.filter((one) => one.inboundAt < conversation.lastInboundAt)) {
      const message = await this.ports.written.byId(messageId);
      if (!message) {
        await this.forget(messageId);
      } else if (await this.isOpenRoom(message.roomId)) {
        due.push({ message, resend: { attempt: `h${heldAt}`, at: message.writtenAt } });
      } else {
        await this.leaveToAgents(message, heldAt, conversation);
      }
    }
    return due.sort((a, b) => a.resend.at - b.resend.at);
  }

  /**
   * What was written in a room that is closed by now may say what nobody wants to say any more: whoever looks after the
   * customer now decides. Without an open room to ask in it stays held.
   */
  private async leaveToAgents(message: RoomMessage, heldAt: number, { roomId }: Conversation): Promise<void> {
    if (!roomId || !(await this.isOpenRoom(roomId))) {
      return;
    }
    if (await this.ports.told.first(`held-of-closed:${message.id}.${heldAt}`)) {
      const age = ago(this.ports.clock.now() - heldAt);
      const sentence = text('notice.heldOfClosedRoom', { age, excerpt: excerptOf(message) });
      await this.ports.notices.toAgents(roomId, sentence, [sendNowAction(message.id, heldAt)]);
    }
    await this.forget(message.id);
  }

  private async isOpenRoom(roomId: string): Promise<boolean> {
    return (await this.ports.livechat.room(roomId))?.isOpen ?? false;
  }

  /** @returns whether it was held */
  async withdraw(messageId: string): Promise<boolean> {
    const wasHeld = await this.ports.records.has(messageId);
    await (wasHeld && this.forget(messageId));
    return wasHeld;
  }

  forget(messageId: string): Promise<void> {
    return this.ports.records.remove(messageId);
  }

  private isOpen(conversation: Conversation | undefined): boolean {
    return (conversation?.lastInboundAt ?? 0) + LIMITS.serviceWindow > this.ports.clock.now();
  }
}
