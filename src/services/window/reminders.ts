import { conversationId, type Conversation } from '../../domain/conversation';
import { text } from '../../domain/text';
import { serviceWindowEnd } from '../../domain/window';
import type { Greeter } from '../greeter';
import type { Clock, Conversations, Livechat, Log, Notices, Numbers, Room, Settings } from '../ports';
import type { Written } from '../outbound/ports';
import { windowActions } from './actions';
import type { Reminder, Reminders } from './ports';

const MINUTE = 60_000;
/** When a reminder that could not be given is tried again, milliseconds. */
const LATER = MINUTE;
/** Messages of a room in which an answer is looked for. */
const LOOKED_AT = 20;

interface ReminderPorts {
  clock: Clock;
  conversations: Conversations;
  greeter: Pick<Greeter, 'say'>;
  livechat: Pick<Livechat, 'room'>;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  reminders: Reminders;
  settings: Settings;
  written: Pick<Written, 'recent'>;
}

/**
 * Reminds people before the customer service window of an open room ends, once a window. The stored time of the
 * customer's last message may be some minutes behind (see `ConversationService`), so a reminder may come that much early.
 */
export class WindowReminders {
  constructor(private readonly ports: ReminderPorts) {}

  /** For a window that ends soon. Does nothing when it has been reminded of. */
  async offer(conversation: Conversation): Promise<void> {
    const { contactId, numberId } = conversation;
    const reminder: Reminder = { contactId, numberId, key: keyOf(conversation) };
    if (await this.ports.reminders.claim(reminder)) {
      await this.give(reminder);
    }
  }

  /** Takes up what another process left behind when it ended, and what was put off. */
  async resume(): Promise<void> {
    for (const reminder of await this.ports.reminders.abandoned()) {
      await this.give(reminder);
    }
  }

  /** Looks once more: by now the customer may have written, or the window may have ended. */
  private async give(reminder: Reminder): Promise<void> {
    const { clock, conversations, log, reminders } = this.ports;
    try {
      const conversation = await conversations.find(reminder.contactId, reminder.numberId, { fresh: true });
      const isSame = conversation && keyOf(conversation) === reminder.key;
      if (isSame && clock.now() < serviceWindowEnd(conversation.lastInboundAt)) {
        await this.remind(conversation);
      }
      await reminders.done(reminder);
    } catch (error) {
      log.error('A reminder could not be given', { number: reminder.numberId, reason: String(error) });
      await reminders.postpone(reminder, LATER);
    }
  }

  /** A room that a bot serves has nobody to remind; the bot might even answer. */
  private async remind(conversation: Conversation): Promise<void> {
    const { clock, livechat, notices } = this.ports;
    const room = conversation.roomId ? await livechat.room(conversation.roomId) : undefined;
    if (!room?.isOpen || room.servedByBot) {
      return;
    }
    const minutes = Math.ceil((serviceWindowEnd(conversation.lastInboundAt) - clock.now()) / MINUTE);
    await notices.toAgents(room.id, text('window.reminder', { minutes }), windowActions(room.id));
    await this.tellCustomer(conversation, room);
  }

  /**
   * Only a customer who waits for an answer is asked to write once more. Who was answered and says nothing is not to be
   * urged, and WhatsApp may charge for it.
   */
  private async tellCustomer(
    { numberId, contactId, lastInboundAt }: Conversation,
    room: Room,
  ): Promise<void> {
    const { greeter, numbers, settings, written } = this.ports;
    const { windowReminderMessage: words } = await settings.get();
    const number = words ? await numbers.byId(numberId) : undefined;
    if (number && (await written.recent(room.id, lastInboundAt, LOOKED_AT)).length === 0) {
      await greeter.say(number, { room, contact: { id: contactId } }, words);
    }
  }
}

/** The customer's last message names the window. */
function keyOf({ contactId, numberId, lastInboundAt }: Conversation): string {
  return `${conversationId(contactId, numberId)}@${lastInboundAt}`;
}
