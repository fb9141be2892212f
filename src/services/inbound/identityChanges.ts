import type { IdentityChange } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { displayPhone } from '../../whatsapp/phone';
import type { ConversationService } from '../conversations';
import type { Notices } from '../ports';
import { DONE, type EventHandler, type Handled } from './handler';

/** A customer's new number or user id: the same contact, and answers go to the new address. */
export class IdentityChanges implements EventHandler<IdentityChange> {
  constructor(
    private readonly conversations: ConversationService,
    private readonly notices: Notices,
  ) {}

  async handle(number: ConnectedNumber, { from, to }: IdentityChange): Promise<Handled> {
    const moved = await this.conversations.move(number, from, to);
    const room = await this.conversations.openRoomOf(moved?.conversation);
    if (room && to.waId && to.waId !== from.waId) {
      await this.notices.toAgents(room.id, text('change.number', { number: displayPhone(to.waId) }));
    }
    return DONE;
  }
}
