import * as v from 'valibot';
import { DELIVERY_STATUSES, type DeliveryStatus, type DeliveryUpdate } from '../../domain/delivery';
import { compact } from '../compact';
import { malformed } from '../wire/fields';
import { statusSchema } from '../wire/status';
import { readErrors } from './errors';

/** Meta's word for conversations with who came from an advertisement. */
const FREE_ENTRY = 'referral_conversion';

type Pricing = NonNullable<DeliveryUpdate['pricing']>;

/** @returns the update, or why it is ignored */
export function readStatus(status: unknown): DeliveryUpdate | string {
  const parsed = v.safeParse(statusSchema, status);
  if (!parsed.success) {
    return `status ${malformed(parsed.issues)}`;
  }
  const wire = parsed.output;
  if (!isDeliveryStatus(wire.status)) {
    return `status ${wire.status}`;
  }
  const errors = readErrors(wire.errors);
  return compact<DeliveryUpdate>({
    event: 'status',
    wamid: wire.id,
    status: wire.status,
    at: wire.timestamp,
    callbackData: wire.biz_opaque_callback_data,
    recipient: wire.recipient_id,
    recipientUserId: wire.recipient_user_id,
    pricing: wire.pricing && compact<Pricing>(wire.pricing),
    freeUntil:
      wire.conversation?.origin?.type === FREE_ENTRY ? wire.conversation.expiration_timestamp : undefined,
    participant: wire.recipient_participant_id,
    errors: errors.length > 0 ? errors : undefined,
  });
}

function isDeliveryStatus(word: string): word is DeliveryStatus {
  return DELIVERY_STATUSES.some((status) => status === word);
}
