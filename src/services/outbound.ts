import { conversationId, type Conversation } from '../domain/conversation';
import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { OutboundContent } from '../domain/outbound';
import type { Again } from './outbound/actions';
import type { Dispatch } from './outbound/dispatch';
import { failures } from './outbound/failures';
import type { RoomMessage } from './outbound/message';
import type { Overlooked } from './outbound/overlooked';
import { compose } from './outbound/parts';
import type { Outbox, OutboxEntry } from './outbound/ports';
import type { Place, Turns } from './outbound/turns';
import type { Undelivered } from './outbound/undelivered';
import { isWindowClosed } from './outbound/window';
import { outboxKey } from './outbox';
import type { Clock, Conversations, Log, Options, Settings, WhatsAppApis } from './ports';

/** What of a message is sent, when it is not sent for the first time and as a whole. */
export interface Resend extends Partial<Pick<Again, 'from' | 'alone'>> {
  /** Tells this attempt from all others; letters and digits. */
  attempt: string;
  /** Unix milliseconds: its place in the conversation. */
  at: number;
}

/** What the way out stands on. */
interface OutboundPorts {
  apis: WhatsAppApis;
  clock: Clock;
  conversations: Conversations;
  dispatch: Dispatch;
  log: Log;
  options: Options;
  outbox: Outbox;
  overlooked: Overlooked;
  settings: Settings;
  turns: Turns;
  undelivered: Undelivered;
}

/** From rooms to WhatsApp: each part of a message once, in order, and its failures told at the message. */
export class OutboundService {
  constructor(private readonly ports: OutboundPorts) {}

  /** Sends what was written in a room. Resolves when its last part was accepted or given up; does not reject. */
  async relay(message: RoomMessage, resend?: Resend): Promise<void> {
    this.ports.overlooked.note(message);
    // Queued before its parts are made, as the order of arrival is the order of the queue; claimed before they wait,
    // so that a crash leaves a trace of them.
    const claimed = this.entriesOf(message, resend).then((entries) => this.claim(entries));
    claimed.catch(() => undefined);
    const after = resend ? undefined : this.relayEarlier(message);
    const order = resend?.at ?? message.writtenAt;
    await this.ports.turns.take(message, { order, claimed, after }, async () => {
      const mine = await claimed;
      await this.ports.dispatch.attend(mine, async () => {
        await this.endWords(message, mine);
        if (mine.length > 0 && (await this.mayWrite(message, mine))) {
          await this.ports.dispatch.send(mine, message.author ? 'reply' : 'automatic');
        }
      });
    });
  }

  /** Sets, changes or (without an emoji) takes back the business's reaction to a message of a room. */
  async react(place: Place, messageId: string, emoji: string): Promise<void> {
    const now = this.ports.clock.now();
    const { roomId, numberId, contactId } = place;
    const entry: OutboxEntry = {
      key: `${roomId}/${messageId}#reaction.${now}`,
      messageId,
      roomId,
      numberId,
      contactId,
      writtenAt: now,
      part: { kind: 'reaction', emoji },
    };
    const claimed = this.claim([entry]);
    claimed.catch(() => undefined);
    await this.ports.turns.take(place, { order: now, claimed }, async () => {
      const mine = await claimed;
      await this.ports.dispatch.attend(mine, () => this.ports.dispatch.send(mine, 'reply'));
    });
  }

  /** Sends a text outside any room, as well as it goes: nobody waits for its fate. */
  async tell(
    number: ConnectedNumber,
    conversation: Pick<Conversation, 'replyTo'>,
    words: string,
  ): Promise<void> {
    const content: OutboundContent = {
      kind: 'text',
      body: words.slice(0, LIMITS.textLength),
      previewUrl: false,
    };
    const sent = await this.ports.apis(number).send({ to: conversation.replyTo, content });
    if (!sent.ok) {
      this.ports.log.warn('An automatic message was not sent', {
        code: sent.failure.code,
        reason: sent.failure.log,
      });
    }
  }

  /**
   * Takes up what another process left behind when it ended, and what was put off. Resolves when all of it stands in
   * line again, without waiting for its sending.
   */
  async resume(): Promise<void> {
    const { dispatch, outbox, turns } = this.ports;
    await outbox.takeAbandoned((entry) => {
      const send = (): Promise<void> =>
        entry.posted ? dispatch.giveUp(entry, failures.uncertain()) : dispatch.send([entry], 'reply');
      const turn = { order: entry.writtenAt, claimed: Promise.resolve([entry]) };
      void turns.take(entry, turn, () => dispatch.attend([entry], send));
    });
  }

  /** What was written before and nobody has taken on, so that it stands in the line before the message. */
  private async relayEarlier(message: RoomMessage): Promise<void> {
    for (const earlier of await this.ports.overlooked.before(message)) {
      this.ports.log.warn('A message that nobody had taken on is sent now', { message: earlier.id });
      void this.relay(earlier);
    }
  }

  private async entriesOf(message: RoomMessage, resend?: Resend): Promise<OutboxEntry[]> {
    const { roomId, numberId, contactId, id: messageId, answers } = message;
    const style = await this.ports.settings.get();
    const { parts, offer } = compose(message, {
      ...style,
      lists: style.allowListOptions,
      listLabel: style.listOptionLabel,
    });
    if (offer) {
      const { answers: options, numbered } = offer;
      await this.ports.options.offer(messageId, conversationId(contactId, numberId), { options, numbered });
    }
    const { attempt, from = 0, alone = false } = resend ?? {};
    const entries = parts.map((part, index): OutboxEntry => ({
      key: outboxKey(roomId, messageId, index, attempt),
      messageId,
      roomId,
      numberId,
      contactId,
      part,
      writtenAt: resend?.at ?? message.writtenAt,
      // The first of several parts is enough to show what they answer.
      ...(answers && index === 0 && { answers }),
    }));
    return entries.slice(from, alone ? from + 1 : undefined);
  }

  /** The first part comes last: what stands for the message is there only when all of the message is. */
  private async claim(entries: OutboxEntry[]): Promise<OutboxEntry[]> {
    const mine: OutboxEntry[] = [];
    await this.ports.dispatch.attend(mine, async () => {
      for (const entry of [...entries].reverse()) {
        if (await this.ports.outbox.claim(entry)) {
          mine.unshift(entry);
        }
      }
    });
    return mine;
  }

  /** A message that goes out as a part of another one counts as taken on. */
  private async endWords({ roomId, wordsOf }: RoomMessage, [entry]: OutboxEntry[]): Promise<void> {
    if (wordsOf && entry) {
      await this.ports.outbox.drop({ ...entry, key: outboxKey(roomId, wordsOf, 0) });
    }
  }

  /** Outside the customer service window WhatsApp takes a message, lets it vanish, and says so later. */
  private async mayWrite(message: RoomMessage, entries: OutboxEntry[]): Promise<boolean> {
    const { clock, conversations, dispatch } = this.ports;
    if (!(await isWindowClosed(conversations, clock, message))) {
      return true;
    }
    if (message.author) {
      await this.ports.undelivered.report({ ...message, messageId: message.id }, failures.windowClosed());
    }
    await dispatch.drop(entries);
    return false;
  }
}
