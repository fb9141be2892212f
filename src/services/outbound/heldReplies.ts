import type { Conversation } from '../../domain/conversation';
import { text } from '../../domain/text';
import type { Clock, Notices } from '../ports';
import { templateAction } from '../window/actions';
import { excerptOf, type RoomMessage } from './message';
import type { Held, HeldMessage, Written } from './ports';

/** A message is kept for so long, milliseconds: what is older than a week answers a question nobody asks any more. */
export const HELD_LIFE = 7 * 24 * 60 * 60_000;

/** A message that waits for the customer to write. */
export interface HeldReply extends HeldMessage {
  /** As it stands in its room; absent when it is gone. */
  message?: RoomMessage;
  /** Empty when it is gone. */
  excerpt: string;
}

interface HeldReplyPorts {
  clock: Clock;
  notices: Notices;
  records: Held;
  written: Pick<Written, 'byId'>;
}

/** Messages that are kept until the customer writes, as people see them. */
export class HeldReplies {
  constructor(private readonly ports: HeldReplyPorts) {}

  /** Of one conversation, oldest first, those of earlier rooms too. */
  async of({ contactId, numberId }: Pick<Conversation, 'contactId' | 'numberId'>): Promise<HeldReply[]> {
    const held = await this.ports.records.of(contactId, numberId);
    const replies = await Promise.all(held.map((one) => this.read(one)));
    return replies.sort((a, b) => (a.message?.writtenAt ?? 0) - (b.message?.writtenAt ?? 0));
  }

  /** Takes a message off the list, and says so at it. */
  async discard({ messageId, message }: HeldReply, user: string): Promise<void> {
    await this.ports.records.remove(messageId);
    if (message) {
      const place = { roomId: message.roomId, messageId };
      await this.ports.notices.atMessage(place, text('notice.heldDiscarded', { user }));
    }
  }

  /** Gives up what has been kept for too long, and says so at it. */
  async expire(): Promise<void> {
    const now = this.ports.clock.now();
    const days = HELD_LIFE / (24 * 60 * 60_000);
    const all = await this.ports.records.all();
    for (const held of all.filter(({ heldAt }) => heldAt + HELD_LIFE <= now)) {
      const { message, messageId } = await this.read(held);
      await this.ports.records.remove(messageId);
      if (message) {
        const place = { roomId: message.roomId, messageId };
        const actions = [templateAction(message.roomId)];
        await this.ports.notices.atMessage(place, text('notice.heldExpired', { days }), actions);
      }
    }
  }

  private async read(held: HeldMessage): Promise<HeldReply> {
    const message = await this.ports.written.byId(held.messageId);
    return { ...held, ...(message && { message }), excerpt: message ? excerptOf(message) : '' };
  }
}
