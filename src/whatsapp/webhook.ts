import * as v from 'valibot';
import type { InboundEvent } from '../domain/inbound';
import { compact } from './compact';
import { readErrors } from './inbound/errors';
import { readMessage } from './inbound/message';
import { readStatus } from './inbound/status';
import {
  changeSchema,
  entrySchema,
  envelopeSchema,
  messagesValueSchema,
  personSchema,
} from './wire/envelope';
import { malformed, read } from './wire/fields';

export interface WebhookItem {
  /** Meta's id of the number that the event belongs to. */
  phoneNumberId?: string;
  event: InboundEvent;
}

/** Something in a webhook that is left aside. The reason is for the log: it holds no numbers and no texts. */
export interface IgnoredItem {
  field: string;
  reason: string;
}

export interface WebhookReading {
  /** False when the payload is no WhatsApp webhook at all. */
  accepted: boolean;
  items: WebhookItem[];
  ignored: IgnoredItem[];
}

/**
 * Reads all events of a webhook delivery, over every entry and change. Each item stands alone: one that is malformed
 * is ignored and takes no other with it; unknown fields and kinds are no errors.
 */
export function readWebhook(payload: unknown): WebhookReading {
  const reading: WebhookReading = { accepted: false, items: [], ignored: [] };
  const envelope = read(envelopeSchema, payload);
  if (!envelope) {
    return reading;
  }
  reading.accepted = true;
  for (const entry of envelope.entry) {
    readEntry(entry, reading);
  }
  return reading;
}

function readEntry(entry: unknown, reading: WebhookReading): void {
  const parsed = v.safeParse(entrySchema, entry);
  if (!parsed.success) {
    reading.ignored.push({ field: 'entry', reason: malformed(parsed.issues) });
    return;
  }
  for (const change of parsed.output.changes) {
    readChange(change, reading);
  }
}

function readChange(change: unknown, reading: WebhookReading): void {
  const parsed = v.safeParse(changeSchema, change);
  if (!parsed.success) {
    reading.ignored.push({ field: 'changes', reason: malformed(parsed.issues) });
    return;
  }
  const { field, value } = parsed.output;
  if (field === 'messages') {
    readMessages(value, reading);
  } else {
    reading.ignored.push({ field, reason: 'field not handled' });
  }
}

function readMessages(value: unknown, { items, ignored }: WebhookReading): void {
  const field = 'messages';
  const parsed = v.safeParse(messagesValueSchema, value);
  if (!parsed.success) {
    ignored.push({ field, reason: malformed(parsed.issues) });
    return;
  }
  const { metadata, contacts, messages, statuses, errors } = parsed.output;
  const people = (contacts ?? []).flatMap((person) => read(personSchema, person) ?? []);
  const outcomes = [
    ...(messages ?? []).map((message) => readMessage(message, people)),
    ...(statuses ?? []).map((status) => readStatus(status)),
    ...readErrors(errors).map(({ code }) => `account error ${code}`),
  ];
  for (const outcome of outcomes) {
    if (typeof outcome === 'string') {
      ignored.push({ field, reason: outcome });
    } else {
      items.push(compact<WebhookItem>({ phoneNumberId: metadata?.phone_number_id, event: outcome }));
    }
  }
}
