import { conversationId } from '../domain/conversation';
import type { Company, Written } from './outbound/ports';
import type { AppSettings, Links, Log, Numbers, Room, Settings, WhatsAppApis } from './ports';
import { Recent } from './recent';

/** Conversations whose last message is remembered. */
const REMEMBERED = 10_000;

interface Place {
  numberId: string;
  contactId: string;
  roomId: string;
}

interface ReceiptPorts {
  apis: WhatsAppApis;
  company: Company;
  links: Pick<Links, 'byMessageId'>;
  log: Log;
  numbers: Numbers;
  settings: Settings;
  written: Pick<Written, 'lastOfVisitor'>;
}

/**
 * Blue ticks for customers, when the admin wants them: as soon as somebody is there for the room, or when somebody
 * answers. Only a courtesy: what fails is not repeated.
 */
export class ReadReceipts {
  /** The wamids of customers' last messages, and of those that WhatsApp was told to be read. */
  private readonly last = new Recent<string>(REMEMBERED);
  private readonly marked = new Recent<string>(REMEMBERED);

  constructor(private readonly ports: ReceiptPorts) {}

  /** In a room that somebody serves, it counts as read; a bot is shown as writing, since it answers at once. */
  async received(place: Place, wamid: string, room: Pick<Room, 'isServed' | 'servedByBot'>): Promise<void> {
    this.last.set(keyOf(place), wamid);
    if (room.isServed) {
      await this.follow(place, ['assigned'], room.servedByBot);
    }
  }

  /** Somebody takes care of the room from now on, and is shown as writing for a while. */
  assigned(place: Place): Promise<void> {
    return this.follow(place, ['assigned'], true);
  }

  answered(place: Place): Promise<void> {
    return this.follow(place, ['assigned', 'reply'], false);
  }

  private async follow(place: Place, when: AppSettings['readReceipts'][], typing: boolean): Promise<void> {
    const { log, settings } = this.ports;
    try {
      if (when.includes((await settings.get()).readReceipts)) {
        await this.markRead(place, typing);
      }
    } catch (error) {
      log.warn('A message was not marked as read', { reason: String(error) });
    }
  }

  private async markRead(place: Place, typing: boolean): Promise<void> {
    const { apis, log, numbers } = this.ports;
    const wamid = await this.lastOf(place);
    const isNews = wamid !== undefined && this.marked.get(keyOf(place)) !== wamid;
    const number = isNews ? await numbers.byId(place.numberId) : undefined;
    if (!wamid || !number) {
      return;
    }
    this.marked.set(keyOf(place), wamid);
    const marked = await apis(number).markRead(wamid, typing);
    if (!marked.ok) {
      log.info('A message was not marked as read', { code: marked.failure.code });
    }
  }

  /** Looks into the room after a restart, and where another server may have received a later message. */
  private async lastOf(place: Place): Promise<string | undefined> {
    const { company, links, written } = this.ports;
    const known = this.last.get(keyOf(place));
    if (known && !(await company.present())) {
      return known;
    }
    const messageId = await written.lastOfVisitor(place.roomId);
    const [link] = messageId ? await links.byMessageId(messageId) : [];
    return link?.wamid ?? known;
  }
}

function keyOf({ contactId, numberId }: Place): string {
  return conversationId(contactId, numberId);
}
