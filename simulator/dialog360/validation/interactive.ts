import * as v from 'valibot';

import { text } from './issues';
import { embeddedMedia } from './media';

const body = v.strictObject({ text: text(1024) });
const listBody = v.strictObject({ text: text(4096) });
const footer = v.optional(v.strictObject({ text: text(60) }));
const textHeader = v.strictObject({ type: v.literal('text'), text: text(60) });
const header = v.optional(
  v.variant('type', [
    textHeader,
    v.strictObject({ type: v.literal('image'), image: embeddedMedia }),
    v.strictObject({ type: v.literal('video'), video: embeddedMedia }),
    v.strictObject({ type: v.literal('document'), document: embeddedMedia }),
  ]),
);

function allDifferent(values: string[]): boolean {
  return new Set(values).size === values.length;
}

const replyButton = v.strictObject({
  type: v.literal('reply'),
  reply: v.strictObject({ id: text(256), title: text(20) }),
});

const button = v.strictObject({
  type: v.literal('button'),
  header,
  body,
  footer,
  action: v.strictObject({
    buttons: v.pipe(
      v.array(replyButton),
      v.minLength(1),
      v.maxLength(3),
      v.check((buttons) => allDifferent(buttons.map(({ reply }) => reply.id)), 'Button ids must differ.'),
      v.check(
        (buttons) => allDifferent(buttons.map(({ reply }) => reply.title)),
        'Button titles must differ.',
      ),
    ),
  }),
});

const section = v.strictObject({
  title: v.optional(text(24)),
  rows: v.pipe(
    v.array(v.strictObject({ id: text(200), title: text(24), description: v.optional(text(72, 0)) })),
    v.minLength(1),
  ),
});

const list = v.strictObject({
  type: v.literal('list'),
  header: v.optional(textHeader),
  body: listBody,
  footer,
  action: v.strictObject({
    button: text(20),
    sections: v.pipe(
      v.array(section),
      v.minLength(1),
      v.maxLength(10),
      v.check(
        (sections) => sections.flatMap(({ rows }) => rows).length <= 10,
        'A list has at most 10 rows in all its sections together.',
      ),
      v.check(
        (sections) => sections.length === 1 || sections.every(({ title }) => title),
        'Each section needs a title when there are several.',
      ),
      v.check(
        (sections) => allDifferent(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
        'Row ids must differ.',
      ),
    ),
  }),
});

const ctaUrl = v.strictObject({
  type: v.literal('cta_url'),
  header,
  body,
  footer,
  action: v.strictObject({
    name: v.literal('cta_url'),
    parameters: v.strictObject({ display_text: text(20), url: v.pipe(v.string(), v.url()) }),
  }),
});

const locationRequest = v.strictObject({
  type: v.literal('location_request_message'),
  body,
  action: v.strictObject({ name: v.literal('send_location') }),
});

const flow = v.strictObject({
  type: v.literal('flow'),
  header,
  body,
  footer,
  action: v.strictObject({
    name: v.literal('flow'),
    parameters: v.pipe(
      v.looseObject({ flow_message_version: v.literal('3'), flow_cta: text(30) }),
      v.check(
        (flow) => 'flow_id' in flow !== 'flow_name' in flow,
        'A flow needs either flow_id or flow_name.',
      ),
    ),
  }),
});

const carousel = v.looseObject({
  type: v.literal('carousel'),
  body,
  action: v.strictObject({ cards: v.pipe(v.array(v.unknown()), v.minLength(2), v.maxLength(10)) }),
});

/** Kinds whose inside the simulator doesn't look at: body and action have to be there. */
const OTHER_KINDS = [
  'catalog_message',
  'product',
  'product_list',
  'address_message',
  'call_permission_request',
  'voice_call',
  'contact_request',
  'request_contact_info',
] as const;

const other = v.looseObject({
  type: v.picklist(OTHER_KINDS),
  body: v.optional(body),
  action: v.looseObject({}),
});

/** Interactive messages with the limits of Meta's message pages. */
export const interactiveContent = v.variant('type', [
  button,
  list,
  ctaUrl,
  locationRequest,
  flow,
  carousel,
  other,
]);

export type InteractiveContent = v.InferOutput<typeof interactiveContent>;
