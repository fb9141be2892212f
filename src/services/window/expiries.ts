import { conversationId, type Conversation } from '../../domain/conversation';
import { TALLY } from '../../domain/report';
import type { Counter } from '../health/counter';
import type { Told } from '../outbound/ports';
import type { Livechat } from '../ports';

/** Counts windows that ended while the room was open, each once. */
export class WindowExpiries {
  constructor(
    private readonly told: Told,
    private readonly livechat: Pick<Livechat, 'room'>,
    private readonly counter: Pick<Counter, 'note'>,
  ) {}

  async ended({ contactId, numberId, roomId, lastInboundAt }: Conversation): Promise<void> {
    const room = roomId ? await this.livechat.room(roomId) : undefined;
    const window = `${conversationId(contactId, numberId)}@${lastInboundAt}`;
    if (room?.isOpen && (await this.told.first(`window-ended:${window}`))) {
      this.counter.note(numberId, TALLY.expired);
    }
  }
}
