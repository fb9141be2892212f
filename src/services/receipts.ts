import { conversationId } from '../domain/conversation';
import type { Log, Numbers, Room, Settings, WhatsAppApis } from './ports';
import { Recent } from './recent';

/** Conversations whose last message is remembered. */
const REMEMBERED = 10_000;

interface Place {
  numberId: string;
  contactId: string;
}

interface Unread {
  wamid: string;
  /** True once WhatsApp was told that it is read. */
  read: boolean;
}

/**
 * Blue ticks for customers, when the admin wants them: as soon as somebody is there for the room, or when somebody
 * answers. Only a courtesy: what fails is not repeated, and what was received before a restart stays unread until the
 * customer's next message.
 */
export class ReadReceipts {
  private readonly last = new Recent<Unread>(REMEMBERED);

  constructor(
    private readonly numbers: Numbers,
    private readonly apis: WhatsAppApis,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  /** In a room that somebody serves, it counts as read; a bot is shown as writing, since it answers at once. */
  async received(place: Place, wamid: string, room: Pick<Room, 'isServed' | 'servedByBot'>): Promise<void> {
    this.last.set(keyOf(place), { wamid, read: false });
    if (room.isServed && (await this.settings.get()).readReceipts === 'assigned') {
      await this.markRead(place, room.servedByBot);
    }
  }

  /** Somebody takes care of the room from now on, and is shown as writing for a while. */
  async assigned(place: Place): Promise<void> {
    if ((await this.settings.get()).readReceipts === 'assigned') {
      await this.markRead(place, true);
    }
  }

  async answered(place: Place): Promise<void> {
    if ((await this.settings.get()).readReceipts !== 'off') {
      await this.markRead(place, false);
    }
  }

  private async markRead(place: Place, typing: boolean): Promise<void> {
    const last = this.last.get(keyOf(place));
    const number = last && !last.read && (await this.numbers.byId(place.numberId));
    if (!number) {
      return;
    }
    last.read = true;
    const marked = await this.apis(number).markRead(last.wamid, typing);
    if (!marked.ok) {
      this.log.info('A message was not marked as read', { code: marked.failure.code });
    }
  }
}

function keyOf({ contactId, numberId }: Place): string {
  return conversationId(contactId, numberId);
}
