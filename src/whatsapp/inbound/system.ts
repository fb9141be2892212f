import * as v from 'valibot';
import type { IdentityChange } from '../../domain/inbound';
import { userIdUpdateSchema } from '../wire/chatEvents';
import { malformed, read } from '../wire/fields';
import { systemBodySchema, type WireMessageHead } from '../wire/message';
import { addressOf } from './sender';

/** WhatsApp's words, today's first. */
const CHANGES = new Map<string, IdentityChange['change']>([
  ['user_changed_number', 'number'],
  ['customer_changed_number', 'number'],
  ['user_changed_user_id', 'userId'],
]);

/** @returns who became who, or why the message is ignored: not all that WhatsApp tells of people concerns us */
export function readSystem(head: WireMessageHead, message: unknown, at: number): IdentityChange | string {
  const system = read(systemBodySchema, message)?.system ?? {};
  const change = CHANGES.get(system.type ?? '');
  const from = addressOf(head.from, system.previous_user_id ?? head.from_user_id);
  const to = addressOf(system.wa_id ?? system.new_wa_id, system.user_id);
  return change && from && to
    ? { event: 'identity', id: head.id, change, from, to, at }
    : ['system', system.type].filter(Boolean).join(' ');
}

/** The same news in the form of early documentation. */
export function readUserIdUpdate(update: unknown, receivedAt: number): IdentityChange | string {
  const parsed = v.safeParse(userIdUpdateSchema, update);
  if (!parsed.success) {
    return `user id ${malformed(parsed.issues)}`;
  }
  const { wa_id: waId, user_id: userId, timestamp: at = receivedAt } = parsed.output;
  return {
    event: 'identity',
    id: `${userId.previous}/${userId.current}`,
    change: 'userId',
    at,
    from: { userId: userId.previous, ...(waId ? { waId } : {}) },
    to: { userId: userId.current, ...(waId ? { waId } : {}) },
  };
}
