import type { Conversation } from '../domain/conversation';
import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { OutboundContent } from '../domain/outbound';
import type { Composer, Resend } from './outbound/composer';
import type { Dispatch } from './outbound/dispatch';
import { failures } from './outbound/failures';
import type { HeldMessages } from './outbound/heldMessages';
import type { RoomMessage } from './outbound/message';
import type { Overlooked } from './outbound/overlooked';
import type { Outbox, OutboxEntry } from './outbound/ports';
import type { Place, Turns } from './outbound/turns';
import type { Undelivered } from './outbound/undelivered';
import { isWindowClosed } from './outbound/window';
import { outboxKey } from './outbox';
import type { Clock, Conversations, Log, WhatsAppApis } from './ports';

/** What the way out stands on. */
interface OutboundPorts {
  apis: WhatsAppApis;
  clock: Clock;
  conversations: Conversations;
  composer: Composer;
  dispatch: Dispatch;
  held: HeldMessages;
  log: Log;
  outbox: Outbox;
  overlooked: Overlooked;
  turns: Turns;
  undelivered: Undelivered;
}

/** From rooms to WhatsApp: each part of a message once, in order, and its failures told at the message. */
export class OutboundService {
  constructor(private readonly ports: OutboundPorts) {}

  /** Sends what was written in a room. Resolves when its last part was accepted or given up; does not reject. */
  relay(message: RoomMessage, resend?: Resend): Promise<void> {
    return this.lineUp(message, resend).done;
  }

  /**
   * Sends what was held for a customer who has written since. Resolves when it stands in line, in front of whatever
   * was written after it; does not reject.
   */
  async release(place: Pick<Place, 'contactId' | 'numberId'>): Promise<void> {
    const { held, log } = this.ports;
    try {
      for (const { message, resend } of await held.due(place)) {
        const { claimed, done } = this.lineUp(message, resend);
        await claimed;
        // Taken off the list when it is sent: after a crash it is sent again, and refused as known.
        void done.then(() => held.forget(message.id)).catch(() => undefined);
      }
    } catch (error) {
      log.error('Held messages stay held for now', { reason: String(error) });
    }
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
      const entries = [entry];
      const send = (): Promise<void> =>
        entry.posted ? dispatch.giveUp(entry, failures.uncertain()) : dispatch.send(entries, 'reply');
      const turn = { order: entry.writtenAt, claimed: Promise.resolve(entries) };
      void turns.take(entry, turn, () => dispatch.attend(entries, send));
    });
  }

  private lineUp(message: RoomMessage, resend?: Resend): { claimed: Promise<unknown>; done: Promise<void> } {
    const { composer, dispatch, overlooked, turns } = this.ports;
    overlooked.note(message);
    // Queued before its parts are made, as the order of arrival is the order of the queue; claimed before they wait,
    // so that a crash leaves a trace of them.
    const claimed = composer.entriesOf(message, resend).then((entries) => this.claim(entries));
    claimed.catch(() => undefined);
    const after = resend ? undefined : this.lineUpEarlier(message);
    const order = resend?.at ?? message.writtenAt;
    const done = turns.take(message, { order, claimed, after }, async () => {
      const mine = await claimed;
      await dispatch.attend(mine, async () => {
        await this.endWords(message, mine);
        if (mine.length > 0 && (await this.mayWrite(message, mine))) {
          await dispatch.send(mine, message.author ? 'reply' : 'automatic');
        }
      });
    });
    return { claimed, done };
  }

  /** What was written before and nobody has taken on, or was held, so that it stands in the line before the message. */
  private async lineUpEarlier(message: RoomMessage): Promise<void> {
    const { held, log, overlooked } = this.ports;
    for (const earlier of await overlooked.before(message)) {
      log.warn('A message that nobody had taken on is sent now', { message: earlier.id });
      void this.relay(earlier);
    }
    if (await held.mayBeDue(message)) {
      await this.release(message);
    }
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
