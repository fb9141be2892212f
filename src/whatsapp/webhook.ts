import * as v from 'valibot';
import type { InboundEvent } from '../domain/inbound';
import { compact } from './compact';
import { readCall } from './inbound/call';
import { readEcho } from './inbound/echo';
import { readMessage } from './inbound/message';
import { isNotice, readAccountErrors, readNotice } from './inbound/notice';
import { readPreference } from './inbound/preference';
import { readStatus } from './inbound/status';
import { readUserIdUpdate } from './inbound/system';
import { changeSchema, chatsValueSchema, entrySchema, envelopeSchema, personSchema } from './wire/envelope';
import { malformed, read } from './wire/fields';

export interface WebhookItem {
  /** Meta's id of the number that the event belongs to; notices are about the whole account. */
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

type ChatsValue = v.InferOutput<typeof chatsValueSchema>;

/** An event, or why it is ignored. Read when its turn comes, so that each item fails alone. */
type Outcome = () => InboundEvent | string;

/** What stands where in the values of the fields about chats. */
const CHAT_FIELDS = new Map<string, (value: ChatsValue, receivedAt: number) => Outcome[]>([
  [
    'messages',
    ({ contacts, messages, statuses, errors }, receivedAt) => [
      ...(messages ?? []).map((message) => () => readMessage(message, peopleOf(contacts), receivedAt)),
      ...(statuses ?? []).map((status) => () => readStatus(status)),
      ...readAccountErrors(errors).map((notice) => () => notice),
    ],
  ],
  [
    'calls',
    ({ contacts, calls }, receivedAt) =>
      (calls ?? []).map((call) => () => readCall(call, peopleOf(contacts), receivedAt)),
  ],
  [
    'smb_message_echoes',
    ({ message_echoes: echoes }, receivedAt) =>
      (echoes ?? []).map((echo) => () => readEcho(echo, receivedAt)),
  ],
  [
    'user_preferences',
    ({ user_preferences: preferences }, receivedAt) =>
      (preferences ?? []).map((preference) => () => readPreference(preference, receivedAt)),
  ],
  [
    'user_id_update',
    ({ user_id_update: updates }, receivedAt) =>
      (updates ?? []).map((update) => () => readUserIdUpdate(update, receivedAt)),
  ],
]);

/**
 * Reads all events of a webhook delivery, over every entry and change. Each item stands alone: one that is malformed
 * is ignored and takes no other with it; unknown fields and kinds are no errors.
 * @param receivedAt Unix milliseconds: the time of what tells none
 */
export function readWebhook(payload: unknown, receivedAt: number): WebhookReading {
  const reading: WebhookReading = { accepted: false, items: [], ignored: [] };
  const envelope = read(envelopeSchema, payload);
  if (!envelope) {
    return reading;
  }
  reading.accepted = true;
  for (const entry of envelope.entry) {
    readEntry(entry, receivedAt, reading);
  }
  return reading;
}

function readEntry(entry: unknown, receivedAt: number, reading: WebhookReading): void {
  const parsed = v.safeParse(entrySchema, entry);
  if (!parsed.success) {
    reading.ignored.push({ field: 'entry', reason: malformed(parsed.issues) });
    return;
  }
  for (const change of parsed.output.changes) {
    readChange(change, { receivedAt, entryTime: parsed.output.time }, reading);
  }
}

function readChange(
  change: unknown,
  { receivedAt, entryTime }: { receivedAt: number; entryTime?: number },
  reading: WebhookReading,
): void {
  const parsed = v.safeParse(changeSchema, change);
  if (!parsed.success) {
    reading.ignored.push({ field: 'changes', reason: malformed(parsed.issues) });
    return;
  }
  const { field, value } = parsed.output;
  const readChats = CHAT_FIELDS.get(field);
  if (readChats) {
    const chats = v.safeParse(chatsValueSchema, value);
    const outcomes = chats.success ? readChats(chats.output, receivedAt) : [() => malformed(chats.issues)];
    collect(field, outcomes, chats.success ? chats.output.metadata?.phone_number_id : undefined, reading);
  } else if (isNotice(field)) {
    collect(field, [() => readNotice(field, value, entryTime)], undefined, reading);
  } else {
    reading.ignored.push({ field, reason: 'field not handled' });
  }
}

function collect(
  field: string,
  outcomes: Outcome[],
  phoneNumberId: string | undefined,
  { items, ignored }: WebhookReading,
): void {
  for (const outcome of outcomes) {
    const event = attempt(outcome);
    if (typeof event === 'string') {
      ignored.push({ field, reason: event });
    } else {
      items.push(compact<WebhookItem>({ phoneNumberId, event }));
    }
  }
}

/** A mistake of ours in reading one item must not cost the others. */
function attempt(outcome: Outcome): InboundEvent | string {
  try {
    return outcome();
  } catch (error) {
    return `reading failed: ${error instanceof Error ? error.name : 'unknown'}`;
  }
}

function peopleOf(contacts: readonly unknown[] | undefined) {
  return (contacts ?? []).flatMap((person) => read(personSchema, person) ?? []);
}
