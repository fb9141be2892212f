import * as v from 'valibot';
import { lenient, wireText, wireTime } from './fields';

/** An item of `statuses[]`. */
export const statusSchema = v.object({
  id: wireText,
  status: wireText,
  timestamp: wireTime,
  biz_opaque_callback_data: lenient(wireText),
  recipient_id: lenient(wireText),
  recipient_user_id: lenient(wireText),
  recipient_participant_id: lenient(wireText),
  pricing: lenient(v.object({ category: wireText, billable: lenient(v.boolean()), type: lenient(wireText) })),
  /** From Graph v24 on in free entry points alone. */
  conversation: lenient(
    v.object({
      expiration_timestamp: lenient(wireTime),
      origin: lenient(v.object({ type: lenient(wireText) })),
    }),
  ),
  errors: lenient(v.array(v.unknown())),
});
