import * as v from 'valibot';
import type { MarketingPreference } from '../../domain/inbound';
import { preferenceSchema } from '../wire/chatEvents';
import { malformed } from '../wire/fields';
import { addressOf } from './sender';

/** @returns what the customer wants, or why it is ignored */
export function readPreference(preference: unknown, receivedAt: number): MarketingPreference | string {
  const parsed = v.safeParse(preferenceSchema, preference);
  if (!parsed.success) {
    return `preference ${malformed(parsed.issues)}`;
  }
  const { wa_id, user_id, category, value, timestamp: at = receivedAt } = parsed.output;
  const customer = addressOf(wa_id, user_id);
  if (category !== 'marketing_messages' || !customer) {
    return customer ? `preference ${category}` : 'preference without customer';
  }
  return { event: 'preference', customer, wanted: value === 'resume', at };
}
