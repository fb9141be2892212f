import { conversationId, type Conversation } from '../domain/conversation';
import type { Failure } from '../domain/failure';
import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { OutboundContent } from '../domain/outbound';
import type { KeyedQueue } from './keyedQueue';
import type { Again } from './outbound/actions';
import { failures } from './outbound/failures';
import type { RoomMessage } from './outbound/message';
import type { Urgency } from './outbound/pace';
import { compose } from './outbound/parts';
import type { Sender } from './outbound/sender';
import type { ChannelTroubles } from './outbound/troubles';
import type { Undelivered } from './outbound/undelivered';
import { isWindowClosed } from './outbound/window';
import { outboxKey, readOutboxKey } from './outbox';
import type { Clock, Conversations, Log, Options, Settings, WhatsAppApis } from './ports';
import type { Outbox, OutboxEntry } from './outbound/ports';

/** When the workspace itself failed us, the next try comes after so long, milliseconds. */
const PUT_OFF = 30_000;

/** How often a part looks whether its turn has come, milliseconds. */
const TURN = 250;

type Place = Pick<RoomMessage, 'roomId' | 'numberId' | 'contactId'>;

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
  log: Log;
  options: Options;
  outbox: Outbox;
  queue: KeyedQueue;
  sender: Sender;
  settings: Settings;
  troubles: ChannelTroubles;
  undelivered: Undelivered;
}

/** From rooms to WhatsApp: each part of a message once, in order, and its failures told at the message. */
export class OutboundService {
  constructor(private readonly ports: OutboundPorts) {}

  /** Sends what was written in a room. Resolves when its last part was accepted or given up; does not reject. */
  async relay(message: RoomMessage, resend?: Resend): Promise<void> {
    const entries = this.entriesOf(message, resend);
    // Queued before they are made, as the order of arrival is the order of the queue; claimed before they wait, so
    // that a crash leaves a trace of them.
    const claimed = entries.then((all) => this.claim(all));
    claimed.catch(() => undefined);
    const send = async (): Promise<void> => {
      const mine = await claimed;
      if (mine.length > 0 && (await this.mayWrite(message, mine))) {
        await this.deliverAll(mine, message.author ? 'reply' : 'automatic');
      }
    };
    await this.inLine(message, orderOf(message, resend), send, claimed);
  }

  /** Sets, changes or (without an emoji) takes back the business's reaction to a message of a room. */
  async react(place: Place, messageId: string, emoji: string): Promise<void> {
    const now = this.ports.clock.now();
    const key = `${place.roomId}/${messageId}#reaction.${now}`;
    const { roomId, numberId, contactId } = place;
    const entry: OutboxEntry = {
      key,
      messageId,
      roomId,
      numberId,
      contactId,
      writtenAt: now,
      part: { kind: 'reaction', emoji },
    };
    const claimed = this.claim([entry]);
    claimed.catch(() => undefined);
    await this.inLine(place, now, async () => this.deliverAll(await claimed, 'reply'), claimed);
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

  /** Takes up what another process left behind when it ended, and what was put off. */
  async resume(): Promise<void> {
    const entries = await this.ports.outbox.abandoned();
    await Promise.all(
      entries.map((entry) =>
        this.inLine(entry, entry.writtenAt, () =>
          entry.posted ? this.giveUp(entry, failures.uncertain()) : this.deliverAll([entry], 'reply'),
        ),
      ),
    );
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
      writtenAt: orderOf(message, resend),
      // The first of several parts is enough to show what they answer.
      ...(answers && index === 0 && { answers }),
    }));
    return entries.slice(from, alone ? from + 1 : undefined);
  }

  private async claim(entries: OutboxEntry[]): Promise<OutboxEntry[]> {
    const claimed = await Promise.all(entries.map((entry) => this.ports.outbox.claim(entry)));
    return entries.filter((_, index) => claimed[index]);
  }

  /** Outside the customer service window WhatsApp takes a message, lets it vanish, and says so later. */
  private async mayWrite(message: RoomMessage, entries: OutboxEntry[]): Promise<boolean> {
    try {
      if (!(await isWindowClosed(this.ports.conversations, this.ports.clock, message))) {
        return true;
      }
      await this.dropAll(entries);
    } catch (error) {
      await Promise.all(entries.map((entry) => this.ports.outbox.postpone(entry, PUT_OFF)));
      throw error;
    }
    if (message.author) {
      await this.ports.undelivered.report({ ...message, messageId: message.id }, failures.windowClosed());
    }
    return false;
  }

  /** @param claimed what the task is about, unless its turn has come anyway */
  private async inLine(
    place: Place,
    order: number,
    task: () => Promise<void>,
    claimed: Promise<OutboxEntry[]> = Promise.resolve([]),
  ): Promise<void> {
    const line = conversationId(place.contactId, place.numberId);
    try {
      await this.ports.queue.run(line, order, task, () => this.isTurnOf(claimed));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.ports.log.error('A message could not be handled', { room: place.roomId, reason });
    }
  }

  /** Another server, or one that died, may have what was written before. */
  private async isTurnOf(claimed: Promise<OutboxEntry[]>): Promise<boolean> {
    try {
      const [entry] = await claimed;
      if (!entry || !(await this.ports.outbox.isAhead(entry))) {
        return true;
      }
      await this.ports.clock.sleep(TURN);
      return false;
    } catch {
      // Order matters less than the message; and what could not be claimed says so by itself.
      return true;
    }
  }

  /** One part after the other; after one that failed the rest would make no sense to the customer. */
  private async deliverAll(entries: OutboxEntry[], urgency: Urgency): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      if (!(await this.deliver(entry, urgency))) {
        await this.dropAll(entries.slice(index + 1));
        return;
      }
    }
  }

  /** @returns false when it is certain that the part was not sent */
  private async deliver(entry: OutboxEntry, urgency: Urgency): Promise<boolean> {
    try {
      const sent = await this.ports.sender.send(entry, urgency);
      if (!sent.ok) {
        await this.giveUp(entry, sent.failure);
        return sent.failure.uncertain ?? false;
      }
      await this.ports.outbox.sent(entry, sent.value);
    } catch (error) {
      await this.ports.outbox.postpone(entry, PUT_OFF);
      throw error;
    }
    await this.ports.troubles.clear(entry.numberId);
    return true;
  }

  private async giveUp(entry: OutboxEntry, failure: Failure): Promise<void> {
    this.ports.log.warn('A message was not sent', {
      message: entry.messageId,
      code: failure.code,
      reason: failure.log,
    });
    const noticeId = await this.ports.undelivered.report(entry, failure, againOf(entry, failure));
    await (failure.uncertain ? this.ports.outbox.lose(entry, noticeId) : this.ports.outbox.drop(entry));
  }

  private async dropAll(entries: OutboxEntry[]): Promise<void> {
    await Promise.all(entries.map((entry) => this.ports.outbox.drop(entry)));
  }
}

/** Parts behind one that failed were dropped and go with it; behind one of unknown fate they went on. */
function againOf({ key, messageId }: OutboxEntry, failure: Failure): Again | undefined {
  const keyed = readOutboxKey(key);
  return (
    keyed && { messageId, from: keyed.part, alone: failure.uncertain ?? false, attempt: keyed.attempt + 1 }
  );
}

/** What is sent again stands where it is now, not where it was written. */
function orderOf({ writtenAt }: RoomMessage, resend: Resend | undefined): number {
  return resend?.at ?? writtenAt;
}
