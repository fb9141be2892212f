import type { WhatsAppAddress } from '../../domain/contact';
import { LIMITS } from '../../domain/limits';
import type { ConnectedNumber } from '../../domain/number';
import type { Outreach, Place } from '../../domain/outreach';
import { splitText } from '../../whatsapp/split';
import type { ConversationService } from '../conversations';
import type { Outbox, OutboxEntry } from '../outbound/ports';
import { readOutboxKey } from '../outbox';
import type { Links, Livechat, Locks, Log, Numbers } from '../ports';
import { outreachKey } from './keys';
import type { Outreaches } from './ports';

export interface PlacePorts {
  conversations: Pick<ConversationService, 'find' | 'openRoomOf'>;
  links: Links;
  livechat: Pick<Livechat, 'postInNameOf'>;
  locks: Locks;
  log: Log;
  numbers: Numbers;
  outbox: Pick<Outbox, 'outcome'>;
  outreaches: Outreaches;
}

/** Shows templates in the rooms of the people that they went to: at once where there is a room, else once one opens. */
export class OutreachPlaces {
  constructor(private readonly ports: PlacePorts) {}

  /** When a template's turn has come: where its person has an open room, the entry becomes one of that room. */
  async prepare(entry: OutboxEntry): Promise<void> {
    const outreach = await this.ports.outreaches.byId(readOutboxKey(entry.key)?.messageId ?? '');
    const roomId = outreach && (outreach.shown?.roomId ?? (await this.openRoomOf(outreach)));
    const place = outreach && roomId ? await this.show(outreach, roomId) : undefined;
    Object.assign(entry, place);
  }

  /** When a template went out: it may have been shown meanwhile. */
  async tie(id: string, wamid: string): Promise<void> {
    const outreach = await this.ports.outreaches.byId(id);
    if (outreach?.shown) {
      await this.ports.links.save({ wamid, ...outreach.shown, direction: 'out' });
    }
  }

  /** At the top of a new room: what the person got before answering. A room without it is better than none. */
  async showWaiting(number: ConnectedNumber, person: WhatsAppAddress, roomId: string): Promise<void> {
    try {
      for (const outreach of await this.ports.outreaches.to(number.id, person)) {
        if (!outreach.shown && !outreach.failed) {
          await this.show(outreach, roomId);
        }
      }
    } catch (error) {
      this.ports.log.error('A template could not be shown in a new room', { reason: String(error) });
    }
  }

  private async openRoomOf({ numberId, to }: Outreach): Promise<string | undefined> {
    const number = await this.ports.numbers.byId(numberId);
    const known = number && (await this.ports.conversations.find(number, to));
    return (await this.ports.conversations.openRoomOf(known?.conversation))?.id;
  }

  /**
   * Carousels with long addresses become longer than the room takes in one message; the first part stands for all.
   * @returns undefined where the plan has no more active contacts
   */
  private async post({ words, sender }: Outreach, roomId: string): Promise<string | undefined> {
    const [first = '', ...others] = splitText(words, LIMITS.shownLength);
    const messageId = await this.ports.livechat.postInNameOf(roomId, first, sender?.name);
    for (const part of messageId === undefined ? [] : others) {
      await this.ports.livechat.postInNameOf(roomId, part, sender?.name);
    }
    return messageId;
  }

  /** Once: a room may open just when the template goes out, on another server. */
  private show({ id }: Outreach, roomId: string): Promise<Place | undefined> {
    return this.ports.locks.hold(`outreach:${id}`, async () => {
      const outreach = await this.ports.outreaches.byId(id);
      if (!outreach || outreach.shown) {
        return outreach?.shown;
      }
      const messageId = await this.post(outreach, roomId);
      if (messageId === undefined) {
        this.ports.log.warn('A template is not shown in the room: the plan has no more active contacts');
        return undefined;
      }
      const shown = { roomId, messageId };
      await this.ports.outreaches.save({ ...outreach, shown });
      const wamid = (await this.ports.outbox.outcome(outreachKey(id)))?.wamid;
      if (wamid) {
        await this.ports.links.save({ wamid, ...shown, direction: 'out' });
      }
      return shown;
    });
  }
}
