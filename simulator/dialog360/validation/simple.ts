import * as v from 'valibot';

import { text } from './issues';

/** Meta: 4096 characters. */
export const textContent = v.strictObject({
  body: text(4096),
  preview_url: v.optional(v.boolean()),
});

export const locationContent = v.strictObject({
  latitude: v.union([v.pipe(v.number(), v.minValue(-90), v.maxValue(90)), v.string()]),
  longitude: v.union([v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), v.string()]),
  name: v.optional(v.string()),
  address: v.optional(v.string()),
});

/** Up to 257 contacts; a name needs its formatted form and at least one part of it. */
export const contactsContent = v.pipe(
  v.array(
    v.looseObject({
      name: v.pipe(
        v.looseObject({ formatted_name: text(1024) }),
        v.check(
          (name) => Object.keys(name).length > 1,
          'A contact needs formatted_name and one more part of the name.',
        ),
      ),
      phones: v.optional(
        v.array(
          v.strictObject({
            phone: v.optional(v.string()),
            wa_id: v.optional(v.string()),
            type: v.optional(v.string()),
          }),
        ),
      ),
    }),
  ),
  v.minLength(1),
  v.maxLength(257),
);

/** An empty emoji takes the reaction back. */
export const reactionContent = v.strictObject({ message_id: text(512), emoji: v.string() });
