import type { EventEmitter } from 'node:events';

import { type Clock, unixSeconds } from '../clock';
import type { Faults } from '../faults';
import { webhookError } from '../meta-errors';
import type { ReceiptOptions } from '../options';
import type { ChatMessage, NumberRecord, OutgoingDetails, PhoneRecord, StatusName } from '../state/records';
import type { State } from '../state/state';
import type { Tasks } from '../tasks';
import { messagesValue } from '../webhooks/envelope';
import type { Outbox } from '../webhooks/outbox';

/** A message of the business with all that its statuses say. */
interface Reported {
  message: ChatMessage;
  details: OutgoingDetails;
  number: NumberRecord;
  phone?: PhoneRecord;
}

/** What becomes of messages after they were accepted, and the status webhooks that tell of it. */
export class Statuses {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly tasks: Tasks,
    private readonly outbox: Outbox,
    private readonly faults: Faults,
    private readonly options: ReceiptOptions,
    /** Emits `delivered` with the message once a phone has it. */
    private readonly arrivals: EventEmitter,
  ) {}

  /** Takes a message as far as it gets now: sent, delivered if the phone is online, read if it reads at once. */
  progress(message: ChatMessage): void {
    this.tasks.after(this.options.sentAfterMs, async () => {
      if (message.outgoing?.failure) {
        await this.report(message, 'failed');
        return;
      }
      void this.report(message, 'sent');
      if (message.type === 'reaction') {
        this.react(message);
        return;
      }
      this.deliver(message);
    });
  }

  /** Goes on with what an earlier run, or an offline phone, left behind. */
  resume(phoneId?: string): void {
    for (const message of this.state.messages.values()) {
      const isUnfinished =
        message.direction === 'outbound' && !has(message, 'delivered') && !has(message, 'failed');
      if (isUnfinished && (phoneId === undefined || message.phoneId === phoneId)) {
        this.progress(message);
      }
    }
  }

  /** The customer opened the chat. */
  async read(message: ChatMessage): Promise<void> {
    const phone = this.state.phones.get(message.phoneId ?? '');
    if (phone?.readReceipts) {
      await this.report(message, 'read');
    }
  }

  /** Adds a status, once, and reports it; resolves after the first attempt of its webhook. */
  async report(message: ChatMessage, status: StatusName): Promise<void> {
    const number = this.state.numbers.get(message.numberId);
    if (!number || !message.outgoing || has(message, status) || this.tasks.isClosed) {
      return;
    }
    const phone = this.state.phones.get(message.phoneId ?? '');
    const code = status === 'failed' ? message.outgoing.failure?.code : undefined;
    message.statuses.push({ status, at: this.clock.now(), ...(code === undefined ? {} : { code }) });
    this.state.changed();
    if (this.faults.take('drop-status', { number: number.id, status })) {
      return;
    }
    const value = this.value({ message, details: message.outgoing, number, phone }, status);
    await this.outbox.emit(number, { field: 'messages', value });
  }

  private deliver(message: ChatMessage): void {
    const phone = this.state.phones.get(message.phoneId ?? '');
    if (!phone?.online) {
      return;
    }
    this.tasks.after(this.options.deliveredAfterMs, () => {
      if (has(message, 'delivered')) {
        return;
      }
      void this.report(message, 'delivered');
      this.state.chat(message.numberId, phone.id).typingUntil = undefined;
      this.arrivals.emit('delivered', message);
      if (phone.autoRead) {
        this.tasks.after(this.options.readAfterMs, () => this.read(message));
      }
    });
  }

  private react(message: ChatMessage): void {
    const { message_id, emoji } = message.content as { message_id: string; emoji: string };
    const target = this.state.messages.get(message_id);
    if (target) {
      target.reactions.business = emoji || undefined;
    }
    this.arrivals.emit('delivered', message);
  }

  private value(reported: Reported, status: StatusName): Record<string, unknown> {
    const { number, phone, details } = reported;
    const isHidden = phone?.hidesNumber && details.addressedBy === 'userId';
    const contact = phone && {
      profile: { name: phone.name, ...(phone.username ? { username: `@${phone.username}` } : {}) },
      ...(isHidden ? {} : { wa_id: phone.waId }),
      user_id: phone.userId,
    };
    return messagesValue(number, {
      ...(contact && ['sent', 'delivered', 'read'].includes(status) ? { contacts: [contact] } : {}),
      statuses: [this.entry(reported, status, !!isHidden)],
    });
  }

  private entry(
    { message, details, phone }: Reported,
    status: StatusName,
    isHidden: boolean,
  ): Record<string, unknown> {
    const namesUser = phone && (status !== 'failed' || details.addressedBy === 'userId');
    const failure = status === 'failed' ? details.failure : undefined;
    return {
      id: message.wamid,
      status,
      timestamp: unixSeconds(this.clock.now()),
      ...(isHidden || !details.waId ? {} : { recipient_id: details.waId }),
      ...(namesUser ? { recipient_user_id: phone.userId } : {}),
      ...(details.callbackData === undefined ? {} : { biz_opaque_callback_data: details.callbackData }),
      ...(status === 'sent' && details.freeUntil
        ? { conversation: freeEntry(message, details.freeUntil) }
        : {}),
      ...(status === 'sent' || status === 'delivered' ? { pricing: pricing(details) } : {}),
      ...(failure ? { errors: [webhookError(failure.code, failure.details)] } : {}),
    };
  }
}

function has({ statuses }: ChatMessage, status: StatusName): boolean {
  return statuses.some((known) => known.status === status);
}

/** Since Graph v24 the only kind of conversation that statuses still tell of. */
function freeEntry({ numberId, phoneId }: ChatMessage, until: number): Record<string, unknown> {
  return {
    id: `${numberId}-${phoneId}`,
    expiration_timestamp: unixSeconds(until),
    origin: { type: 'referral_conversion' },
  };
}

function pricing({ category, freeUntil }: OutgoingDetails): Record<string, unknown> {
  if (freeUntil) {
    return {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_entry_point',
      category: 'referral_conversion',
    };
  }
  const isService = category === 'service';
  return {
    billable: !isService,
    pricing_model: 'PMP',
    type: isService ? 'free_customer_service' : 'regular',
    category,
  };
}
