import { text } from '../../domain/text';
import { outboxKey } from '../outbox';
import type { Clock, Links, Notices } from '../ports';
import { correctAction } from './actions';
import type { HeldMessages } from './heldMessages';
import type { RoomMessage } from './message';
import type { Outbox, OutboxOutcome, Told } from './ports';

/** How often a message that is on its way is looked at, and how long, milliseconds. */
const LOOK = 1_000;
const PATIENCE = 5 * 60_000;

type Place = Pick<RoomMessage, 'roomId'> & { messageId: string };

interface ChangePorts {
  clock: Clock;
  held: HeldMessages;
  links: Links;
  notices: Notices;
  outbox: Outbox;
  told: Told;
}

/**
 * WhatsApp lets nobody change or take back what was sent: agents are told so, once a message. What has not been sent
 * yet follows the room by itself.
 */
export class MessageChanges {
  constructor(private readonly ports: ChangePorts) {}

  /** @param at Unix milliseconds */
  async edited(place: Place, at: number): Promise<void> {
    const sent = await this.whatWasSent(place);
    if (sent && (sent.readAt ?? 0) < at && (await this.ports.told.first(`edited:${place.messageId}`))) {
      await this.ports.notices.atMessage(place, text('notice.edited'), [correctAction(place.messageId)]);
    }
  }

  async deleted(place: Place): Promise<void> {
    const { held, notices, told } = this.ports;
    if (await held.withdraw(place.messageId)) {
      await notices.toAgents(place.roomId, text('notice.withdrawn'));
    } else if ((await this.whatWasSent(place)) && (await told.first(`deleted:${place.messageId}`))) {
      await notices.toAgents(place.roomId, text('notice.deleted'));
    }
  }

  /** Waits for the fate of what is on its way. @returns undefined when the customer does not get it, or not yet */
  private async whatWasSent({ roomId, messageId }: Place): Promise<Partial<OutboxOutcome> | undefined> {
    const { clock, links, outbox } = this.ports;
    const key = outboxKey(roomId, messageId, 0);
    const until = clock.now() + PATIENCE;
    let outcome = await outbox.outcome(key);
    while (!outcome && clock.now() < until && (await outbox.isKnown(key))) {
      await clock.sleep(LOOK);
      outcome = await outbox.outcome(key);
    }
    if (outcome?.fate !== 'dropped') {
      return outcome;
    }
    // It may have gone out at another try.
    return (await links.byMessageId(messageId)).length > 0 ? {} : undefined;
  }
}
