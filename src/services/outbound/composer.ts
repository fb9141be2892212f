import { conversationId } from '../../domain/conversation';
import { outboxKey } from '../outbox';
import type { Clock, Settings } from '../ports';
import type { Again } from './actions';
import type { RoomMessage } from './message';
import { compose } from './parts';
import type { Options, OutboxEntry } from './ports';

/** Begins the attempts that send another text than the message's own. */
export const CORRECTION = 'c';

/** What of a message is sent, when it is not sent for the first time and as a whole. */
export interface Resend extends Partial<Pick<Again, 'from' | 'alone'>> {
  /** Tells this attempt from all others; letters and digits. */
  attempt: string;
  /** Unix milliseconds: its place in the conversation. */
  at: number;
}

/** Makes the parts of messages, as the settings want them. */
export class Composer {
  constructor(
    private readonly settings: Settings,
    private readonly options: Options,
    private readonly clock: Clock,
  ) {}

  /** The parts that go out, in their order; choices among them are remembered. */
  async entriesOf(message: RoomMessage, resend?: Resend): Promise<OutboxEntry[]> {
    const { roomId, numberId, contactId, id: messageId, answers } = message;
    const style = await this.settings.get();
    const { parts, offer } = compose(message, {
      ...style,
      lists: style.allowListOptions,
      listLabel: style.listOptionLabel,
    });
    if (offer) {
      const { answers: options, numbered } = offer;
      await this.options.offer(messageId, conversationId(contactId, numberId), { options, numbered });
    }
    const { attempt, from = 0, alone = false } = resend ?? {};
    const isWhole = from === 0 && !alone && !attempt?.startsWith(CORRECTION);
    const follows = isWhole && message.author !== undefined && !message.author.automatic;
    const entries = parts.map((part, index): OutboxEntry => ({
      key: outboxKey(roomId, messageId, index, attempt),
      messageId,
      roomId,
      numberId,
      contactId,
      part,
      writtenAt: resend?.at ?? message.writtenAt,
      // What is sent again was read a moment ago.
      ...(follows && { readAt: resend ? this.clock.now() : message.writtenAt }),
      // The first of several parts is enough to show what they answer.
      ...(answers && index === 0 && { answers }),
    }));
    return entries.slice(from, alone ? from + 1 : undefined);
  }
}
