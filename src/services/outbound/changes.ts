import { text } from '../../domain/text';
import { outboxKey } from '../outbox';
import type { Notices } from '../ports';
import type { Outbox, Told } from './ports';
import { correctAction } from './actions';
import type { RoomMessage } from './message';

type Place = Pick<RoomMessage, 'roomId'> & { messageId: string };

/** WhatsApp lets nobody change or take back what was sent: agents are told so, once a message. */
export class MessageChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly notices: Notices,
    private readonly told: Told,
  ) {}

  async edited(place: Place): Promise<void> {
    if (await this.isNews('edited', place)) {
      await this.notices.atMessage(place, text('notice.edited'), [correctAction(place.messageId)]);
    }
  }

  async deleted(place: Place): Promise<void> {
    if (await this.isNews('deleted', place)) {
      await this.notices.toAgents(place.roomId, text('notice.deleted'));
    }
  }

  private async isNews(what: string, { roomId, messageId }: Place): Promise<boolean> {
    const wasSent = await this.outbox.isKnown(outboxKey(roomId, messageId, 0));
    return wasSent && (await this.told.first(`${what}:${messageId}`));
  }
}
