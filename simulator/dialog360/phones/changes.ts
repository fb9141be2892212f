import { unixSeconds } from '../clock';
import { newNumericId, newWamid } from '../ids';
import type { NumberRecord, PhoneRecord } from '../state/records';
import { type Change, messagesValue } from '../webhooks/envelope';
import { contactOf } from './inbound';

/** How long an invented call rings before it ends unanswered, in seconds. */
const CALL_SECONDS = 12;

/** A system message: the customer has another number or another user id. It has no `contacts`. */
export function identityChange(
  number: NumberRecord,
  before: PhoneRecord,
  after: PhoneRecord,
  now: number,
): Change {
  const movedNumber = before.waId !== after.waId;
  const system = {
    body: movedNumber
      ? `User ${after.name} changed from ${before.waId} to ${after.waId}`
      : `User ${after.name} changed their user id`,
    type: movedNumber ? 'user_changed_number' : 'user_changed_user_id',
    ...(movedNumber ? { wa_id: after.waId } : {}),
    user_id: after.userId,
    previous_user_id: before.userId,
  };
  const message = {
    ...(before.hidesNumber ? {} : { from: before.waId }),
    from_user_id: before.userId,
    id: newWamid(),
    timestamp: unixSeconds(now),
    type: 'system',
    system,
  };
  return { field: 'messages', value: messagesValue(number, { messages: [message] }) };
}

/** A customer's call that nobody took: it connects, then ends. */
export function callEvents(number: NumberRecord, phone: PhoneRecord, now: number): Change[] {
  const call = {
    id: `wacid.${newNumericId(20)}`,
    ...(phone.hidesNumber ? {} : { from: phone.waId }),
    from_user_id: phone.userId,
    to: number.displayNumber,
    direction: 'USER_INITIATED',
  };
  const connect = {
    ...call,
    event: 'connect',
    timestamp: unixSeconds(now),
    session: { sdp_type: 'offer', sdp: 'v=0' },
  };
  const terminate = {
    ...call,
    event: 'terminate',
    timestamp: unixSeconds(now + CALL_SECONDS * 1000),
    status: 'FAILED',
  };
  return [connect, terminate].map((event) => ({
    field: 'calls',
    value: messagesValue(number, { contacts: [contactOf(phone)], calls: [event] }),
  }));
}

export function marketingPreference(
  number: NumberRecord,
  phone: PhoneRecord,
  value: 'stop' | 'resume',
  now: number,
): Change {
  const preference = {
    ...(phone.hidesNumber ? {} : { wa_id: phone.waId }),
    user_id: phone.userId,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: unixSeconds(now),
  };
  return {
    field: 'user_preferences',
    value: messagesValue(number, { contacts: [contactOf(phone)], user_preferences: [preference] }),
  };
}

/** What somebody does in the WhatsApp Business app of a coexistence number. */
export type EchoContent =
  | { type: 'text'; text: { body: string } }
  | { type: 'edit'; edit: { original_message_id: string; message: { type: 'text'; text: { body: string } } } }
  | { type: 'revoke'; revoke: { original_message_id: string } };

export function businessAppEcho(
  number: NumberRecord,
  phone: PhoneRecord,
  written: EchoContent & { id: string },
  now: number,
): Change {
  const echo = {
    from: number.displayNumber,
    ...(phone.hidesNumber ? {} : { to: phone.waId }),
    to_user_id: phone.userId,
    timestamp: unixSeconds(now),
    ...written,
  };
  return { field: 'smb_message_echoes', value: messagesValue(number, { message_echoes: [echo] }) };
}
