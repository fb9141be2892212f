import * as v from 'valibot';
import { lenient, wireText, wireTime } from './fields';

/** What every message has, whatever its kind. Only what it cannot be handled without must be there. */
export const messageHeadSchema = v.object({
  id: wireText,
  timestamp: lenient(wireTime),
  type: lenient(wireText),
  from: lenient(wireText),
  from_user_id: lenient(wireText),
  from_parent_user_id: lenient(wireText),
  group_id: lenient(wireText),
  context: lenient(
    v.object({
      id: lenient(wireText),
      forwarded: lenient(v.boolean()),
      frequently_forwarded: lenient(v.boolean()),
      referred_product: lenient(v.object({ product_retailer_id: lenient(wireText) })),
    }),
  ),
  referral: lenient(
    v.object({
      source_type: lenient(v.string()),
      source_url: lenient(v.string()),
      headline: lenient(v.string()),
      body: lenient(v.string()),
      image_url: lenient(v.string()),
      video_url: lenient(v.string()),
      thumbnail_url: lenient(v.string()),
    }),
  ),
  errors: lenient(v.array(v.unknown())),
});

export type WireMessageHead = v.InferOutput<typeof messageHeadSchema>;

export const textBodySchema = v.object({ text: v.object({ body: v.pipe(v.string(), v.nonEmpty()) }) });

/** The object under `image`, `video`, `audio`, `document` and `sticker`. */
export const mediaObjectSchema = v.object({
  id: lenient(wireText),
  mime_type: lenient(v.pipe(v.string(), v.nonEmpty())),
  sha256: lenient(v.string()),
  caption: lenient(v.pipe(v.string(), v.nonEmpty())),
  filename: lenient(v.pipe(v.string(), v.nonEmpty())),
  url: lenient(v.pipe(v.string(), v.nonEmpty())),
  voice: lenient(v.boolean()),
});

const coordinate = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number());

export const locationBodySchema = v.object({
  location: v.object({
    latitude: v.pipe(coordinate, v.minValue(-90), v.maxValue(90)),
    longitude: v.pipe(coordinate, v.minValue(-180), v.maxValue(180)),
    name: lenient(wireText),
    address: lenient(wireText),
  }),
});

export const contactsBodySchema = v.object({ contacts: v.array(v.unknown()) });

/** One card of a `contacts` message. */
export const contactCardSchema = v.object({
  name: lenient(
    v.object({
      formatted_name: lenient(wireText),
      first_name: lenient(wireText),
      last_name: lenient(wireText),
    }),
  ),
  phones: lenient(v.array(v.object({ phone: lenient(wireText), wa_id: lenient(wireText) }))),
  emails: lenient(v.array(v.object({ email: lenient(wireText) }))),
  org: lenient(v.object({ company: lenient(wireText), title: lenient(wireText) })),
  addresses: lenient(
    v.array(
      v.object({
        street: lenient(wireText),
        zip: lenient(wireText),
        city: lenient(wireText),
        state: lenient(wireText),
        country: lenient(wireText),
      }),
    ),
  ),
  urls: lenient(v.array(v.object({ url: lenient(wireText) }))),
  birthday: lenient(v.pipe(wireText, v.isoDate())),
  vcard: lenient(wireText),
});

/** A tap on a template's quick reply. */
export const buttonBodySchema = v.object({
  button: v.object({ text: lenient(wireText), payload: lenient(wireText) }),
});

const option = v.object({ id: wireText, title: wireText });

export const interactiveBodySchema = v.object({
  interactive: v.variant('type', [
    v.object({ type: v.literal('button_reply'), button_reply: option }),
    v.object({ type: v.literal('list_reply'), list_reply: option }),
    v.object({
      type: v.literal('nfm_reply'),
      nfm_reply: v.object({
        name: lenient(wireText),
        body: lenient(wireText),
        response_json: lenient(wireText),
      }),
    }),
    v.object({
      type: v.literal('call_permission_reply'),
      call_permission_reply: v.object({
        response: wireText,
        is_permanent: lenient(v.boolean()),
        expiration_timestamp: lenient(wireTime),
      }),
    }),
  ]),
});

export const interactiveTypeSchema = v.object({ interactive: v.object({ type: wireText }) });

/** A missing or empty emoji takes the reaction back. */
export const reactionBodySchema = v.object({
  reaction: v.object({ message_id: wireText, emoji: lenient(wireText) }),
});

const amount = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite());

export const orderBodySchema = v.object({
  order: v.object({ text: lenient(v.string()), product_items: v.array(v.unknown()) }),
});

export const orderItemSchema = v.object({
  product_retailer_id: wireText,
  quantity: lenient(amount),
  item_price: lenient(amount),
  currency: lenient(wireText),
});

/** WhatsApp's own messages about a person. The number changed under two names over time, and in two places. */
export const systemBodySchema = v.object({
  system: v.object({
    type: lenient(wireText),
    wa_id: lenient(wireText),
    new_wa_id: lenient(wireText),
    user_id: lenient(wireText),
    previous_user_id: lenient(wireText),
  }),
});

/** What the customer did to an earlier message; numbers that are in the Business app as well hear of it. */
export const editBodySchema = v.object({
  edit: v.object({
    original_message_id: wireText,
    message: lenient(v.looseObject({ type: lenient(wireText) })),
  }),
});

export const revokeBodySchema = v.object({ revoke: v.object({ original_message_id: wireText }) });

/** What WhatsApp itself could not hand over: `unsupported.type` names what the customer did. */
export const unsupportedBodySchema = v.object({ unsupported: v.object({ type: wireText }) });
