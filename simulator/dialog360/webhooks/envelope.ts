import type { NumberRecord } from '../state/records';

/** One thing that happened, as it stands in `changes[]` of a webhook. */
export interface Change {
  field: string;
  value: Record<string, unknown>;
}

/** Meta's envelope around what happened. All of its lists may hold several items. */
export interface Envelope {
  object: 'whatsapp_business_account';
  entry: { id: string; time?: number; changes: Change[] }[];
}

/** Where several changes go: into one entry, into an entry each, or their messages and statuses into one change. */
export type Layout = 'changes' | 'entries' | 'lists';

/** Meta: what is not about messages tells in the entry when it happened. */
const TIMELESS = ['messages', 'smb_message_echoes'];

/** @param now Unix milliseconds */
export function envelope(
  number: NumberRecord,
  changes: Change[],
  now: number,
  layout: Layout = 'changes',
): Envelope {
  const groups =
    layout === 'entries'
      ? changes.map((change) => [change])
      : [layout === 'lists' ? merged(changes) : changes];
  return {
    object: 'whatsapp_business_account',
    entry: groups.map((group) => ({
      id: number.wabaId,
      ...(group.every(({ field }) => TIMELESS.includes(field)) ? {} : { time: Math.floor(now / 1000) }),
      changes: group,
    })),
  };
}

function merged(changes: Change[]): Change[] {
  const byField = new Map<string, Change>();
  for (const { field, value } of changes) {
    const known = byField.get(field)?.value ?? {};
    const together: Record<string, unknown> = { ...known, ...value };
    for (const list of ['contacts', 'messages', 'statuses']) {
      if (known[list] || value[list]) {
        together[list] = [...itemsOf(known[list]), ...itemsOf(value[list])];
      }
    }
    byField.set(field, { field, value: together });
  }
  return [...byField.values()];
}

/** The start of every value of the field `messages`. */
export function messagesValue(
  number: NumberRecord,
  content: Record<string, unknown>,
): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayNumber, phone_number_id: number.phoneNumberId },
    ...content,
  };
}

/** A line for each event inside, for logs that don't hold texts of messages. */
export function summaryOf({ field, value }: Change): string[] {
  const messages = itemsOf(value.messages).map((message) => `${String(message.type)} ${String(message.id)}`);
  const statuses = itemsOf(value.statuses).map((status) => `${String(status.status)} ${String(status.id)}`);
  const lines = [...messages, ...statuses];
  return lines.length > 0 ? lines : [field];
}

/** The same change with times in milliseconds, which Meta sends now and then. */
export function inMilliseconds(change: Change): Change {
  return JSON.parse(JSON.stringify(change), (key, value: unknown) =>
    key === 'timestamp' && typeof value === 'string' ? `${value}000` : value,
  ) as Change;
}

function itemsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
}
