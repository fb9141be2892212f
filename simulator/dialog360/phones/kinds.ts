import * as v from 'valibot';

const fields = v.record(v.string(), v.unknown());
const bytes = v.union([v.instance(Buffer), v.pipe(v.string(), v.base64())]);

/** What any message may have besides its content. */
const common = {
  /** Quotes this message. */
  quote: v.optional(v.string()),
  forwarded: v.optional(v.picklist(['once', 'often'])),
  /** The customer came by an advertisement: true for an invented one, or its fields. */
  referral: v.optional(v.union([v.literal(true), fields])),
  /** The customer asks about this product of a catalogue. */
  product: v.optional(v.strictObject({ catalog_id: v.string(), product_retailer_id: v.string() })),
  /** The message was written in this group. */
  group: v.optional(v.string()),
};

const medium = {
  /** A Buffer, or base64 over HTTP; without it, a small sample. */
  data: v.optional(bytes),
  mimeType: v.optional(v.string()),
  filename: v.optional(v.string()),
  caption: v.optional(v.string()),
  /** Leaves the id out, as for media that WhatsApp couldn't fetch. */
  withoutId: v.optional(v.boolean()),
  /** Over 100 MB: the message carries error 131052 instead of a file. */
  tooBig: v.optional(v.boolean()),
  ...common,
};

const mediaKind = v.picklist(['image', 'video', 'audio', 'voice', 'document', 'sticker']);

/** Every kind of message that customers send, by what the person with the phone does. */
const messageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text: v.string(), ...common }),
  v.strictObject({ kind: mediaKind, animated: v.optional(v.boolean()), ...medium }),
  v.strictObject({
    kind: v.literal('location'),
    latitude: v.optional(v.number(), 52.5186),
    longitude: v.optional(v.number(), 13.3762),
    name: v.optional(v.string()),
    address: v.optional(v.string()),
    ...common,
  }),
  v.strictObject({
    kind: v.literal('contacts'),
    contacts: v.optional(v.array(v.strictObject({ name: v.string(), phone: v.string() })), [
      { name: 'Jonas Beispiel', phone: '+49 1512 9876543' },
    ]),
    ...common,
  }),
  /** Taps a button or a row that the business offered: the latest with this title, or in the message `of`. */
  v.strictObject({ kind: v.literal('tap'), title: v.string(), of: v.optional(v.string()) }),
  v.strictObject({
    kind: v.literal('flow-reply'),
    response: v.optional(fields, { flow_token: 'unused' }),
    /** What stands in `response_json` instead, well-formed or not. */
    responseJson: v.optional(v.string()),
    name: v.optional(v.picklist(['flow', 'address_message']), 'flow'),
    ...common,
  }),
  v.strictObject({
    kind: v.literal('call-permission'),
    response: v.optional(v.picklist(['accept', 'reject']), 'accept'),
    ...common,
  }),
  /** Without an emoji, takes the reaction back. */
  v.strictObject({ kind: v.literal('reaction'), to: v.string(), emoji: v.optional(v.string()) }),
  v.strictObject({ kind: v.literal('order'), text: v.optional(v.string()), ...common }),
  /** A kind that the Cloud API doesn't pass on, e.g. `poll_creation`. */
  v.strictObject({
    kind: v.literal('unsupported'),
    subtype: v.optional(v.string(), 'poll_creation'),
    ...common,
  }),
  v.strictObject({ kind: v.literal('welcome') }),
  /** Any type with any content. */
  v.strictObject({ kind: v.literal('raw'), type: v.string(), content: v.unknown(), ...common }),
]);

export type CustomerMessage = v.InferInput<typeof messageSchema>;
export type ReadyMessage = v.InferOutput<typeof messageSchema>;
/** What may surround a message's content. */
export type Extras = v.InferOutput<v.StrictObjectSchema<typeof common, undefined>>;
export type MediaMessage = Extract<ReadyMessage, { kind: v.InferOutput<typeof mediaKind> }>;

/** Checks a message and fills in what was left out. @throws ValiError when it is malformed. */
export function readyMessage(message: unknown): ReadyMessage {
  return v.parse(messageSchema, message);
}

export function isMedia(message: ReadyMessage): message is MediaMessage {
  return v.is(mediaKind, message.kind);
}

export function extrasOf(message: ReadyMessage): Extras {
  const hasNone = message.kind === 'tap' || message.kind === 'reaction' || message.kind === 'welcome';
  return hasNone ? {} : message;
}
