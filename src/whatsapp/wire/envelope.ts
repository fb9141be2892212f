import * as v from 'valibot';
import { lenient, wireText } from './fields';

/** What 360dialog posts: Meta's envelope, passed through. Lists stay unread here, so that items fail one by one. */
export const envelopeSchema = v.object({
  object: v.literal('whatsapp_business_account'),
  entry: v.array(v.unknown()),
});

export const entrySchema = v.object({ changes: v.array(v.unknown()) });

export const changeSchema = v.object({ field: v.string(), value: v.unknown() });

/** `value` of the field `messages`. */
export const messagesValueSchema = v.object({
  metadata: lenient(v.object({ phone_number_id: lenient(wireText) })),
  contacts: lenient(v.array(v.unknown())),
  messages: lenient(v.array(v.unknown())),
  statuses: lenient(v.array(v.unknown())),
  errors: lenient(v.array(v.unknown())),
});

/** A person as `contacts[]` describes it. `wa_id` is left out for people whose phone is hidden. */
export const personSchema = v.object({
  wa_id: lenient(wireText),
  user_id: lenient(wireText),
  parent_user_id: lenient(wireText),
  profile: lenient(v.object({ name: lenient(wireText), username: lenient(wireText) })),
});

export type WirePerson = v.InferOutput<typeof personSchema>;

/** An error as it stands in `errors[]` of values, messages and statuses. */
export const errorSchema = v.object({
  code: v.pipe(wireText, v.transform(Number), v.integer()),
  title: lenient(v.string()),
  message: lenient(v.string()),
  error_data: lenient(v.object({ details: lenient(v.string()) })),
});
