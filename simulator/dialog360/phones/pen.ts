import { DAY, MINUTE } from '../clock';
import { newWamid } from '../ids';
import { preview } from '../messaging/preview';
import { NotFoundError } from '../not-found';
import type { ChatMessage, NumberRecord, PhoneRecord } from '../state/records';
import type { World } from '../world';
import { type Content, contentOf, unsupportedContent } from './content';
import { inboundValue, SAMPLE_REFERRAL, type Surroundings } from './inbound';
import { extrasOf, type ReadyMessage } from './kinds';
import { tapOn } from './offers';

/** Meta: reactions to messages of the last 30 days come through. */
const REACTABLE_MS = 30 * DAY;
/** Meta: how long a customer may edit, and delete for everyone. */
const EDITABLE_MS = 15 * MINUTE;
const REVOCABLE_MS = 2 * DAY;

/** Writes what customers send: into the chat, and to the number's webhook. */
export class Pen {
  constructor(private readonly world: World) {}

  /** @throws Error for a tap on something that nobody offered. */
  write(phone: PhoneRecord, number: NumberRecord, message: ReadyMessage): ChatMessage {
    const content = contentOf(message, {
      now: this.world.clock.now(),
      upload: (file) => {
        const media = this.world.media.add(number.id, file, 'customer');
        return { id: media.id, sha256: media.sha256, url: this.world.media.url(media.id) };
      },
      offer: (title, of) => this.offer(phone, number, title, of),
    });
    const quoted = content.answers ?? extrasOf(message).quote;
    const written = this.store(phone, number, content, quoted);
    if (message.kind === 'reaction' && !this.react(message.to, message.emoji)) {
      return written;
    }
    const surroundings = this.surroundings(number, message, quoted);
    if (surroundings.referral) {
      this.world.state.chat(number.id, phone.id).referredAt = written.at;
    }
    this.emit(phone, number, inboundValue(number, phone, written, content, surroundings));
    return written;
  }

  /** Coexistence numbers get an edit, others an unsupported message. @throws Error when it is too late. */
  edit(phone: PhoneRecord, wamid: string, text: string): void {
    const { message, number } = this.own(phone, wamid, EDITABLE_MS);
    message.content = { body: text };
    message.preview = text;
    const body = { original_message_id: wamid, message: { type: 'text', text: { body: text } } };
    this.emitAbout(phone, number, number.coexistence ? { type: 'edit', body } : unsupportedContent('edit'));
  }

  /** Deletes for everyone; only coexistence numbers hear of it. @throws Error when it is too late. */
  revoke(phone: PhoneRecord, wamid: string): void {
    const { message, number } = this.own(phone, wamid, REVOCABLE_MS);
    message.revoked = true;
    this.world.state.changed();
    if (number.coexistence) {
      this.emitAbout(phone, number, { type: 'revoke', body: { original_message_id: wamid } });
    }
  }

  private store(phone: PhoneRecord, number: NumberRecord, content: Content, quoted?: string): ChatMessage {
    const { state, clock } = this.world;
    const message: ChatMessage = {
      wamid: newWamid(),
      numberId: number.id,
      phoneId: phone.id,
      direction: 'inbound',
      at: clock.now(),
      type: content.type,
      content: content.body,
      preview: preview(content.type, content.body),
      quoted,
      mediaId: content.mediaId,
      statuses: [],
      reactions: {},
    };
    state.chat(number.id, phone.id).lastInboundAt = clock.now();
    state.addMessage(message);
    return message;
  }

  /** Puts a reaction on a message; whether the business hears of it. */
  private react(wamid: string, emoji: string | undefined): boolean {
    const target = this.world.state.messages.get(wamid);
    if (!target) {
      return true;
    }
    target.reactions.customer = emoji;
    this.world.state.changed();
    return this.world.clock.now() - target.at <= REACTABLE_MS;
  }

  private offer(phone: PhoneRecord, number: NumberRecord, title: string, of?: string): Content {
    const { state } = this.world;
    const offers = state
      .history(number.id, phone.id)
      .filter(({ direction, wamid }) => direction === 'outbound' && (of === undefined || of === wamid));
    return tapOn(title, offers, ({ name, language }) =>
      [...state.templates.values()].find(
        (template) =>
          template.wabaId === number.wabaId && template.name === name && template.language === language.code,
      ),
    );
  }

  private surroundings(
    number: NumberRecord,
    message: ReadyMessage,
    quoted: string | undefined,
  ): Surroundings {
    const original = quoted === undefined ? undefined : this.world.state.messages.get(quoted);
    const author =
      original?.direction === 'inbound' ? this.world.state.phones.get(original.phoneId ?? '') : undefined;
    const quote = quoted === undefined ? {} : { from: author?.waId ?? number.displayNumber, id: quoted };
    const { forwarded, product, referral, group } = extrasOf(message);
    const context = {
      ...quote,
      ...(forwarded === 'once' ? { forwarded: true } : {}),
      ...(forwarded === 'often' ? { frequently_forwarded: true } : {}),
      ...(product ? { referred_product: product } : {}),
    };
    return {
      ...(Object.keys(context).length > 0 ? { context } : {}),
      ...(referral ? { referral: referral === true ? SAMPLE_REFERRAL : referral } : {}),
      ...(group ? { group } : {}),
    };
  }

  private own(
    phone: PhoneRecord,
    wamid: string,
    withinMs: number,
  ): { message: ChatMessage; number: NumberRecord } {
    const { state, clock } = this.world;
    const message = state.messages.get(wamid);
    const number = state.numbers.get(message?.numberId ?? '');
    if (!message || !number || message.phoneId !== phone.id || message.direction !== 'inbound') {
      throw new NotFoundError('message of this phone', wamid);
    }
    if (clock.now() - message.at > withinMs) {
      throw new Error('The message is too old for that.');
    }
    return { message, number };
  }

  /** Tells a number about an earlier message, with an id of its own. */
  private emitAbout(phone: PhoneRecord, number: NumberRecord, content: Content): void {
    const event = { wamid: newWamid(), at: this.world.clock.now() };
    this.emit(phone, number, inboundValue(number, phone, event, content, {}));
  }

  private emit(phone: PhoneRecord, number: NumberRecord, value: Record<string, unknown>): void {
    if (!number.blockedPhoneIds.includes(phone.id)) {
      void this.world.outbox.emit(number, { field: 'messages', value });
    }
  }
}
