import { graphError, OwnError } from '../api/errors';
import { type Clock, DAY, HOUR } from '../clock';
import type { Faults } from '../faults';
import { newWamid } from '../ids';
import { metaError } from '../meta-errors';
import type { ChatMessage, NumberRecord, OutgoingDetails, PhoneRecord } from '../state/records';
import type { State } from '../state/state';
import type { Tasks } from '../tasks';
import { type OutgoingContent, type OutgoingMessage, outgoingMessage } from '../validation/message';
import { type MediaCheck, mediaIdOf } from './media-check';
import { preview } from './preview';
import type { RateLimits } from './rate-limits';
import type { Statuses } from './statuses';
import { checkSendable, fillTemplate } from './template-check';

/** Meta: 24 hours from the customer's last message. */
const WINDOW_MS = 24 * HOUR;
/** Meta, pricing: the free entry point window, from the answer to a customer who came from an advertisement. */
const FREE_ENTRY_MS = 72 * HOUR;
/** Meta: older messages can't be reacted to or marked as read. */
const REACHABLE_MS = 30 * DAY;
/** 360dialog's sandbox page. */
const SANDBOX_MESSAGES = 200;
const TYPING_MS = 25_000;

type Failure = NonNullable<OutgoingDetails['failure']>;

interface Description {
  category: string;
  preview: string;
}

export interface Accepted {
  message: ChatMessage;
  /** Body of the answer. */
  answer: unknown;
}

/** A well-formed request to send something, whatever became of it. */
export interface Attempt {
  numberId: string;
  /** Digits or user id, as the request had it. */
  whom: string;
  at: number;
  /** One more than the rates allow. */
  isTooFast: boolean;
}

/** Attempts that are remembered. */
const REMEMBERED = 100_000;

/** Takes in what a business sends: everything that Meta checks before it answers, and what it finds out later. */
export class Messaging {
  /** Oldest first. */
  readonly attempts: Attempt[] = [];

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly faults: Faults,
    private readonly limits: RateLimits,
    private readonly mediaCheck: MediaCheck,
    private readonly statuses: Statuses,
    private readonly tasks: Tasks,
  ) {}

  /** Checks and stores a message; nothing is delivered yet. @throws ApiError or OwnError when it is refused. */
  accept(number: NumberRecord, body: unknown): Accepted {
    const outgoing = outgoingMessage(body);
    const phone = this.recipient(number, outgoing);
    this.checkSandbox(number, phone, outgoing);
    this.checkRates(number, outgoing);
    const description = this.describe(number, outgoing);
    this.mediaCheck.checkIds(number, outgoing.message);
    const { type, content } = outgoing.message;
    const message: ChatMessage = {
      wamid: newWamid(),
      numberId: number.id,
      phoneId: phone?.id,
      direction: 'outbound',
      at: this.clock.now(),
      type,
      content,
      preview: description.preview,
      quoted: outgoing.quoted,
      mediaId: mediaIdOf(outgoing.message),
      statuses: [],
      reactions: {},
      outgoing: this.details(number, phone, outgoing, description.category),
    };
    number.accepted += 1;
    this.state.addMessage(message);
    return { message, answer: answerOf(message, outgoing) };
  }

  /** Starts the way of an accepted message to the phone. */
  dispatch(message: ChatMessage): void {
    void this.tasks.run(async () => {
      await this.mediaCheck.fetchLink(message);
      this.statuses.progress(message);
    });
  }

  /** Marks a customer's message as read, and the earlier ones of the chat. @throws ApiError 131009 for unknown ids. */
  markRead(number: NumberRecord, wamid: string, typing: boolean): void {
    const message = this.state.messages.get(wamid);
    const isOurs = message?.numberId === number.id && message.direction === 'inbound' && message.phoneId;
    if (!isOurs || this.clock.now() - message.at > REACHABLE_MS) {
      throw graphError(131009, `Message with id ${wamid} was not found.`);
    }
    const now = this.clock.now();
    for (const earlier of this.state.history(number.id, isOurs)) {
      if (earlier.direction === 'inbound' && earlier.at <= message.at && earlier.statuses.length === 0) {
        earlier.statuses.push({ status: 'read', at: now });
      }
    }
    if (typing) {
      this.state.chat(number.id, isOurs).typingUntil = now + TYPING_MS;
    }
    this.state.changed();
  }

  private recipient(number: NumberRecord, { recipient }: OutgoingMessage): PhoneRecord | undefined {
    if ('userId' in recipient) {
      return this.state.phoneByUserId(recipient.userId);
    }
    if (recipient.digits === number.displayNumber) {
      throw graphError(131021, 'Recipient phone number cannot be the sender phone number.');
    }
    return this.state.phoneByDigits(recipient.digits);
  }

  /** 360dialog doesn't say with which answers the sandbox refuses; these are the nearest ones of its lists. */
  private checkSandbox(
    number: NumberRecord,
    phone: PhoneRecord | undefined,
    { message }: OutgoingMessage,
  ): void {
    if (number.environment !== 'sandbox') {
      return;
    }
    if (!phone || phone.id !== number.linkedPhoneId) {
      throw graphError(131030, 'The sandbox only sends to the phone that it is linked with.');
    }
    if (number.accepted >= SANDBOX_MESSAGES) {
      throw new OwnError(400, `The sandbox is limited to ${SANDBOX_MESSAGES} messages.`);
    }
    if (mediaIdOf(message)) {
      throw graphError(131009, 'The sandbox does not send media by id.');
    }
  }

  private checkRates(number: NumberRecord, { recipient }: OutgoingMessage): void {
    const whom = 'userId' in recipient ? recipient.userId : recipient.digits;
    const attempt: Attempt = { numberId: number.id, whom, at: this.clock.now(), isTooFast: true };
    this.attempts.push(attempt);
    this.attempts.splice(0, this.attempts.length - REMEMBERED);
    if (!this.limits.allows('throughput', number.id)) {
      throw graphError(130429, 'Cloud API message throughput has been reached.');
    }
    if (!this.limits.allows('pair', `${number.id} ${whom}`)) {
      throw graphError(131056, 'Too many messages sent from the sender phone number to the same recipient.');
    }
    attempt.isTooFast = false;
  }

  private details(
    number: NumberRecord,
    phone: PhoneRecord | undefined,
    { recipient, message, callbackData }: OutgoingMessage,
    category: string,
  ): OutgoingDetails {
    const lastInboundAt = phone && this.state.chat(number.id, phone.id).lastInboundAt;
    const inWindow = lastInboundAt !== undefined && this.clock.now() - lastInboundAt < WINDOW_MS;
    const failure = this.failure(number, phone, message, { inWindow, category });
    return {
      addressedBy: 'userId' in recipient ? 'userId' : 'number',
      waId: phone?.waId ?? ('digits' in recipient ? recipient.digits : undefined),
      callbackData,
      category,
      freeUntil: phone && !failure ? this.freeUntil(number, phone) : undefined,
      failure,
    };
  }

  /** The end of the free entry point window in which the business writes; its answer may be what opens it. */
  private freeUntil(number: NumberRecord, phone: PhoneRecord): number | undefined {
    const chat = this.state.chat(number.id, phone.id);
    const now = this.clock.now();
    if ((chat.freeUntil ?? 0) <= now && chat.referredAt !== undefined && now - chat.referredAt < WINDOW_MS) {
      chat.freeUntil = now + FREE_ENTRY_MS;
      chat.referredAt = undefined;
    }
    return (chat.freeUntil ?? 0) > now ? chat.freeUntil : undefined;
  }

  /** Category and one line of text; a template is looked up and checked for it. */
  private describe(number: NumberRecord, { message, recipient }: OutgoingMessage): Description {
    if (message.type !== 'template') {
      return { category: 'service', preview: preview(message.type, message.content) };
    }
    const known = [...this.state.templates.values()].find(
      ({ wabaId, name, language }) =>
        wabaId === number.wabaId &&
        name === message.content.name &&
        language === message.content.language.code,
    );
    const template = checkSendable(known, message.content);
    if (template.category === 'AUTHENTICATION' && 'userId' in recipient) {
      throw graphError(131062, 'Authentication templates can only be sent to phone numbers.');
    }
    return { category: template.category.toLowerCase(), preview: fillTemplate(template, message.content) };
  }

  /** Why a message will not arrive although it is accepted, as far as that is known at once. */
  private failure(
    number: NumberRecord,
    phone: PhoneRecord | undefined,
    message: OutgoingContent,
    { inWindow, category }: { inWindow: boolean; category: string },
  ): Failure | undefined {
    const fault = this.faults.take('status-failure', { number: number.id });
    if (fault) {
      return { code: fault.code, details: metaError(fault.code).title };
    }
    if (!phone) {
      return { code: 131026, details: 'Message Undeliverable.' };
    }
    if (!inWindow && message.type !== 'template') {
      return {
        code: 131047,
        details:
          'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
      };
    }
    if (category === 'marketing' && /^1\d{10}$/.test(phone.waId)) {
      return {
        code: 131049,
        details: 'Marketing templates are not delivered to numbers of the United States.',
      };
    }
    if (message.type === 'reaction' && !this.canReact(number, phone, message.content.message_id)) {
      return {
        code: 131009,
        details: 'The message to react to is too old, deleted, unknown or a reaction itself.',
      };
    }
    return this.mediaCheck.failure(number, message);
  }

  private canReact(number: NumberRecord, phone: PhoneRecord, wamid: string): boolean {
    const target = this.state.messages.get(wamid);
    return (
      target?.numberId === number.id &&
      target.phoneId === phone.id &&
      target.type !== 'reaction' &&
      !target.revoked &&
      this.clock.now() - target.at <= REACHABLE_MS
    );
  }
}

function answerOf(message: ChatMessage, { input, recipient }: OutgoingMessage): unknown {
  const contact =
    'userId' in recipient ? { input, user_id: recipient.userId } : { input, wa_id: message.outgoing?.waId };
  const status = message.type === 'template' ? { message_status: 'accepted' } : {};
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: message.wamid, ...status }] };
}
