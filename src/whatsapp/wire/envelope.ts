import * as v from 'valibot';
import { lenient, wireText, wireTime } from './fields';

/** What 360dialog posts: Meta's envelope, passed through. Lists stay unread here, so that items fail one by one. */
export const envelopeSchema = v.object({
  object: v.literal('whatsapp_business_account'),
  entry: v.array(v.unknown()),
});

export const entrySchema = v.object({ time: lenient(wireTime), changes: v.array(v.unknown()) });

export const changeSchema = v.object({ field: v.string(), value: v.unknown() });

const items = lenient(v.array(v.unknown()));

/** What the values of the fields about a number's chats have in common; each holds one or two of the lists. */
export const chatsValueSchema = v.object({
  metadata: lenient(v.object({ phone_number_id: lenient(wireText) })),
  contacts: items,
  messages: items,
  statuses: items,
  errors: items,
  message_echoes: items,
  calls: items,
  user_preferences: items,
  user_id_update: items,
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
