import { conversationId } from '../../domain/conversation';
import { serviceWindowEnd } from '../../domain/window';
import type { Clock, Conversations, Settings } from '../ports';
import { Recent } from '../recent';
import type { ConversationRef, WindowEnds } from './ports';
import type { WindowExpiries } from './expiries';
import type { WindowReminders } from './reminders';

const MINUTE = 60_000;
/** How long before the end a reminder may be wanted, milliseconds. */
const LONGEST_LEAD = 12 * 60 * MINUTE;
/** How long after its end a window is still counted as ended, milliseconds: the app may have been down. */
const LATE = 60 * MINUTE;
/** How long a conversation is left alone that nothing is to be done for, milliseconds. */
const PAUSE = 10 * MINUTE;
/** Conversations of which it is remembered when there is something to do next. */
const REMEMBERED = 20_000;

interface WatchPorts {
  clock: Clock;
  conversations: Conversations;
  ends: WindowEnds;
  expiries: Pick<WindowExpiries, 'ended'>;
  reminders: Pick<WindowReminders, 'offer' | 'resume'>;
  settings: Settings;
}

/** Watches which customer service windows are about to end, or have just ended. Reads what is due, never all conversations. */
export class WindowWatch {
  /** By conversation: before that time nothing is to be done for it. Unix milliseconds. */
  private readonly next = new Recent<number>(REMEMBERED);

  constructor(private readonly ports: WatchPorts) {}

  /** To be run every minute. */
  async run(): Promise<void> {
    const { windowReminderMinutes } = await this.ports.settings.get();
    const lead = Math.min(windowReminderMinutes * MINUTE, LONGEST_LEAD);
    if (lead > 0) {
      await this.ports.reminders.resume();
    }
    const now = this.ports.clock.now();
    for (const ref of await this.ports.ends.endingBetween(now - LATE, now + lead)) {
      const id = conversationId(ref.contactId, ref.numberId);
      if ((this.next.get(id) ?? 0) <= now) {
        this.next.set(id, await this.look(ref, lead));
      }
    }
  }

  /** @returns when there may be something to do for the conversation again */
  private async look({ contactId, numberId }: ConversationRef, lead: number): Promise<number> {
    const now = this.ports.clock.now();
    const conversation = await this.ports.conversations.find(contactId, numberId, { fresh: true });
    const end = serviceWindowEnd(conversation?.lastInboundAt ?? 0);
    if (!conversation || now >= end) {
      await (conversation && this.ports.expiries.ended(conversation));
      // The next window of this conversation ends a day after it is opened.
      return now + LONGEST_LEAD;
    }
    if (now < end - lead) {
      // The settings may change meanwhile.
      return Math.min(end - lead, now + PAUSE);
    }
    await this.ports.reminders.offer(conversation);
    return end;
  }
}
