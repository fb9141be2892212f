import fc from 'fast-check';

import { sayIn } from '../../src/rocketchat/translator';
import { showMessage } from '../../src/services/shown/message';
import { showNotice } from '../../src/services/shown/notice';
import { eventKey, lineOf, timeOf, type InboundEvent } from '../../src/domain/inbound';
import { readWebhook } from '../../src/whatsapp/webhook';

const FIELDS = [
  ...['messages', 'calls', 'smb_message_echoes', 'user_preferences', 'user_id_update', 'history', 'errors'],
  ...['message_template_status_update', 'message_template_quality_update', 'template_category_update'],
  ...[
    'phone_number_quality_update',
    'account_update',
    'account_alerts',
    'security',
    'constructor',
    '__proto__',
  ],
];
const TYPES = [
  ...[
    'text',
    'image',
    'video',
    'audio',
    'document',
    'sticker',
    'location',
    'contacts',
    'interactive',
    'button',
  ],
  ...[
    'reaction',
    'order',
    'system',
    'edit',
    'revoke',
    'unsupported',
    'request_welcome',
    'constructor',
    '__proto__',
  ],
];

/** JSON in which the words of the protocol turn up in wrong places. */
const json = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(
      ...[
        'body',
        'id',
        'type',
        'name',
        'emoji',
        'message_id',
        'latitude',
        'longitude',
        'product_items',
        'message',
      ],
      ...[
        'original_message_id',
        'response_json',
        'nfm_reply',
        'button_reply',
        'title',
        'text',
        'caption',
        'phones',
      ],
    ),
    fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('text', 'nfm_reply', '@all', '1', 1),
    ),
  ),
);

/** Times of any size, and what is none. */
const time = fc.oneof(json, fc.double({ min: 1 }), fc.double({ min: 1 }).map(String));

/** A message with an id and a sender, and anything else. */
const message = fc
  .record({
    type: fc.constantFrom(...TYPES),
    body: json,
    context: json,
    referral: json,
    errors: json,
    time,
  })
  .map(({ type, body, time: timestamp, ...rest }) => ({
    id: 'wamid.IN1',
    from: '4915123456789',
    timestamp,
    type,
    [type]: body,
    ...rest,
  }));

/** What becomes of an event on its way: stored as plain data, keyed, put in line, and shown. */
function follow(event: InboundEvent): void {
  expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
  expect(eventKey(event)).not.toBe('');
  expect(typeof lineOf(event)).toBe('string');
  expect(Number.isFinite(timeOf(event))).toBe(true);
  if (event.event === 'message') {
    const { words } = showMessage(event, sayIn('en'));
    expect(new Date(event.sentAt).toISOString()).not.toBe('');
    expect(words).not.toMatch(/(^|\s|>)@[^\s\u200b]/);
  }
  if (event.event === 'notice') {
    expect(showNotice(event, sayIn('en'))).not.toMatch(/(^|\s|>)@[^\s\u200b]/);
  }
}

function payload(field: string, value: unknown) {
  return { object: 'whatsapp_business_account', entry: [{ time: 1, changes: [{ field, value }] }] };
}

describe('whatever stands in the documented envelope', () => {
  test('anything as the value of any field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), json, (field, value) => {
        const { accepted, items } = readWebhook(payload(field, value), 1);
        expect(accepted).toBe(true);
        items.forEach(({ event }) => follow(event));
      }),
      { numRuns: 500 },
    );
  });

  test('anything in the lists of a value', () => {
    const lists = [
      'messages',
      'statuses',
      'errors',
      'calls',
      'message_echoes',
      'user_preferences',
      'contacts',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.array(json, { maxLength: 4 }), (field, items) => {
        const value = Object.fromEntries(lists.map((list) => [list, items]));
        readWebhook(payload(field, value), 1).items.forEach(({ event }) => follow(event));
      }),
      { numRuns: 500 },
    );
  });

  test('a message of any type that holds anything is an event or a reason, and can be shown', () => {
    fc.assert(
      fc.property(message, (item) => {
        const { items, ignored } = readWebhook(payload('messages', { messages: [item] }), 1);
        expect(items.length + ignored.length).toBe(1);
        items.forEach(({ event }) => follow(event));
      }),
      { numRuns: 2000 },
    );
  });

  test('an echo of any type that holds anything', () => {
    fc.assert(
      fc.property(message, (item) => {
        const echo = { ...item, to: '4915123456789' };
        const value = { message_echoes: [echo] };
        const { items, ignored } = readWebhook(payload('smb_message_echoes', value), 1);
        expect(items.length + ignored.length).toBe(1);
        items.forEach(({ event }) => follow(event));
      }),
      { numRuns: 500 },
    );
  });
});
