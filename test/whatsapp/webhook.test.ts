import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { DeliveryUpdate } from '../../src/domain/delivery';
import { eventKey, type InboundEvent, type InboundMessage } from '../../src/domain/inbound';
import type { InboundContent, Problem } from '../../src/domain/inboundContent';
import { readWebhook } from '../../src/whatsapp/webhook';
import { fixture } from './fixture';

const RECEIVED = 1792000100000;
const read = (payload: unknown) => readWebhook(payload, RECEIVED);

const NUMBER = '110022003300';
const ANA = { waId: '4915123456789', userId: 'DE.7711223344', name: 'Ana Kovač' };
const SHA = 'q1V0Y8tS5mC1c0Yw3mYw4t2mI1w6pJbYk2nJkq5mX3E=';

/** Ana's first message, unless told otherwise. */
function message(content: InboundContent, rest: Partial<InboundMessage> = {}): InboundMessage {
  return { event: 'message', wamid: 'wamid.IN1', sender: ANA, sentAt: 1792000000000, content, ...rest };
}

function status(word: DeliveryUpdate['status'], rest: Partial<DeliveryUpdate> = {}): DeliveryUpdate {
  return {
    ...{ event: 'status', wamid: 'wamid.OUT1', status: word, at: 1792000060000 },
    ...{ recipient: ANA.waId, recipientUserId: ANA.userId },
    ...rest,
  };
}

const text = (body: string): InboundContent => ({ kind: 'text', text: body });
const unsupported = (type: string, problem?: Problem): InboundContent => ({
  ...{ kind: 'unsupported', type },
  ...(problem && { problem }),
});
const answer = { quotes: 'wamid.OUT9' };

describe('a webhook with one message', () => {
  const cases: [label: string, file: string, expected: InboundMessage][] = [
    ['a text', 'text', message(text('Hallo, ist mein Paket schon da?'))],
    [
      'a time in milliseconds is kept as it is',
      'text-milliseconds',
      message(text('Hallo'), { sentAt: 1792000000123 }),
    ],
    [
      'ids and times that come as numbers',
      'text-numbers-as-numbers',
      message(text('Hallo'), { sender: { waId: ANA.waId, name: ANA.name } }),
    ],
    ['a quote names the quoted message', 'text-quoted', message(text('Ja, bitte'), answer)],
    [
      'a forwarded text quotes nothing',
      'text-forwarded',
      message(text('Weitergeleitet'), { forwarded: 'once' }),
    ],
    [
      'a text forwarded many times',
      'text-frequently-forwarded',
      message(text('Kettenbrief'), { forwarded: 'often' }),
    ],
    [
      'a question about a product',
      'text-product-enquiry',
      message(text('Gibt es das in blau?'), { ...answer, productId: 'SKU-7' }),
    ],
    [
      'a customer who comes from an ad',
      'text-from-ad',
      message(text('Ich habe eure Anzeige gesehen'), {
        referral: {
          source: 'ad',
          url: 'https://fb.example/ad/1',
          headline: 'Herbstangebot',
          body: 'Schreib uns',
          pictureUrl: 'https://img.example/1.jpg',
        },
      }),
    ],
    ['unknown fields are left aside', 'text-unknown-fields', message(text('Hallo'))],
    [
      'a sender with a username and no phone',
      'text-phone-hidden',
      message(text('Hi'), { sender: { userId: 'DE.4455667788', name: 'Mia', username: 'mia.sol' } }),
    ],
    [
      'a sender known by the parent user id alone',
      'text-parent-user-id',
      message(text('Hi'), { sender: { userId: 'DE.ENT.300', name: 'Mia' } }),
    ],
    [
      'the only contact is the sender of a message without ids',
      'text-sender-only-in-contacts',
      message(text('Hi')),
    ],
    [
      'a sender without contacts has no name',
      'text-without-contacts',
      message(text('Hi'), { sender: { waId: ANA.waId, userId: ANA.userId } }),
    ],
    ['an empty text is nothing that can be shown', 'text-empty', message(unsupported('text'))],
    [
      'a picture with caption',
      'image',
      message({
        kind: 'media',
        media: 'image',
        id: '770001',
        mimeType: 'image/jpeg',
        sha256: SHA,
        caption: 'So sieht es aus',
        url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=770001',
      }),
    ],
    [
      'null counts as missing',
      'image-null-fields',
      message({ kind: 'media', media: 'image', id: '770001', mimeType: 'image/jpeg', sha256: SHA }),
    ],
    [
      'a video',
      'video',
      message({ kind: 'media', media: 'video', id: '770001', mimeType: 'video/mp4', sha256: SHA }),
    ],
    [
      'an audio file',
      'audio',
      message({ kind: 'media', media: 'audio', id: '770001', mimeType: 'audio/mpeg', sha256: SHA }),
    ],
    [
      'a recorded voice note is told apart from an audio file',
      'voice',
      message({
        kind: 'media',
        media: 'voice',
        id: '770001',
        mimeType: 'audio/ogg; codecs=opus',
        sha256: SHA,
      }),
    ],
    [
      'a document with its name',
      'document',
      message({
        kind: 'media',
        media: 'document',
        id: '770001',
        mimeType: 'application/pdf',
        sha256: SHA,
        caption: 'Bitte prüfen',
        filename: 'Rechnung 12.pdf',
      }),
    ],
    [
      'a sticker',
      'sticker',
      message({ kind: 'media', media: 'sticker', id: '770001', mimeType: 'image/webp', sha256: SHA }),
    ],
    [
      'a file that WhatsApp could not fetch still is a message',
      'media-not-fetched',
      message({
        kind: 'media',
        media: 'video',
        mimeType: 'application/octet-stream',
        problem: { code: 131052, details: 'The file is too big' },
      }),
    ],
    [
      'a file without id',
      'media-without-id',
      message({ kind: 'media', media: 'image', mimeType: 'image/jpeg', caption: '?' }),
    ],
    [
      'a place with name and address',
      'location',
      message({
        kind: 'location',
        latitude: 52.5163,
        longitude: 13.3777,
        name: 'Brandenburger Tor',
        address: 'Pariser Platz, Berlin',
      }),
    ],
    ['a place without name', 'location-bare', message({ kind: 'location', latitude: -33.9, longitude: 0 })],
    ['a place that is not on earth', 'location-impossible', message(unsupported('unreadable'))],
    [
      'contact cards',
      'contacts',
      message({
        kind: 'contacts',
        cards: [
          {
            name: 'Dr. Iva Petrova',
            phones: ['+49 1512 0000001', '+4915120000002'],
            emails: ['iva@petrova.example'],
            organisation: 'Petrova GmbH',
            title: 'CEO',
            addresses: ['Berlin'],
            birthday: '1980-01-01',
          },
          { name: 'Max Vogt', phones: [], emails: [] },
        ],
      }),
    ],
    [
      'cards without a name are called by what they have; what is no card falls away',
      'contacts-nameless',
      message({
        kind: 'contacts',
        cards: [
          { name: '+49 1512 0000003', phones: ['+49 1512 0000003'], emails: [], vcard: 'BEGIN:VCARD…' },
          { name: 'Ohne Namen AG', phones: [], emails: [], organisation: 'Ohne Namen AG' },
        ],
      }),
    ],
    ['no card at all', 'contacts-none', message(unsupported('contacts'))],
    ['a tap on a button', 'button-reply', message({ kind: 'reply', id: 'yes-1', title: 'Ja' }, answer)],
    ['a tap on a list row', 'list-reply', message({ kind: 'reply', id: 'row-2', title: 'Dienstag' }, answer)],
    [
      'a filled form has its answers and not its token',
      'flow-reply',
      message(
        {
          ...{ kind: 'form', form: 'flow', summary: 'Sent' },
          fields: [
            { name: 'firstName', value: 'Ana' },
            { name: 'guests', value: '3' },
            { name: 'days', value: 'Mo, Di' },
          ],
        },
        answer,
      ),
    ],
    [
      'a form whose answers are no object has what it says itself',
      'flow-reply-not-an-object',
      message({ kind: 'form', form: 'flow', fields: [], summary: 'Sent' }, answer),
    ],
    [
      'a form whose answers are no JSON',
      'flow-reply-not-json',
      message({ kind: 'form', form: 'address_message', fields: [], summary: 'Hauptstr. 1' }, answer),
    ],
    [
      'a tap on a template button',
      'template-button',
      message({ kind: 'reply', id: 'CANCEL-7', title: 'Termin absagen' }, answer),
    ],
    [
      'a template button without payload',
      'template-button-without-payload',
      message({ kind: 'reply', id: 'Termin absagen', title: 'Termin absagen' }, answer),
    ],
    [
      'a permission to call',
      'call-permission-reply',
      message({ kind: 'callPermission', granted: true, until: 1792600000000 }),
    ],
    [
      'an order',
      'order',
      message({
        kind: 'order',
        items: [{ productId: 'SKU-7', quantity: 2, price: 9.5, currency: 'EUR' }],
        text: 'Bitte schnell',
      }),
    ],
    [
      'a message to a group belongs to the group and has an author',
      'group-message',
      message(text('An alle'), { sender: { groupId: 'grp-1' }, author: ANA }),
    ],
    [
      'a poll is named as such',
      'unsupported-poll',
      message(unsupported('poll_creation', { code: 131051, details: 'Message type unknown' })),
    ],
    [
      'an unsupported message without a name',
      'unsupported-unnamed',
      message(unsupported('unsupported', { code: 131060, details: 'This message is unavailable' })),
    ],
    ['a type that did not exist yesterday', 'invented-type', message(unsupported('hologram'))],
    ['a type named like a method', 'type-named-like-a-method', message(unsupported('constructor'))],
  ];

  test.each(cases)('%s', (_label, file, expected) => {
    expect(read(fixture(file))).toStrictEqual({
      accepted: true,
      items: [{ phoneNumberId: NUMBER, event: expected }],
      ignored: [],
    });
  });
});

describe('a webhook with one status', () => {
  const inGroup: DeliveryUpdate = {
    ...{ event: 'status', wamid: 'wamid.OUT1', status: 'read', at: 1792000060000 },
    ...{ recipient: 'grp-1', participant: ANA.waId },
  };
  const cases: [label: string, file: string, expected: DeliveryUpdate][] = [
    [
      'sent, with what we attached',
      'status-sent',
      status('sent', {
        callbackData: 'out-1',
        pricing: { category: 'service', billable: true, type: 'regular' },
      }),
    ],
    [
      'sent in a free entry point window, whose end it tells',
      'status-free-entry',
      status('sent', {
        pricing: { category: 'referral_conversion', billable: false, type: 'free_entry_point' },
        freeUntil: 1792259260000,
      }),
    ],
    ['delivered', 'status-delivered', status('delivered', { callbackData: 'out-1' })],
    ['read, at a time in milliseconds', 'status-read', status('read', { at: 1792000060500 })],
    ['a voice note was played', 'status-played', status('played')],
    [
      'failed, with the most telling text',
      'status-failed',
      status('failed', {
        callbackData: 'out-1',
        errors: [{ code: 131047, details: 'Message failed to send because more than 24 hours have passed' }],
      }),
    ],
    [
      'failed, with errors that say little',
      'status-failed-bare-errors',
      status('failed', {
        errors: [
          { code: 131026, details: 'Message undeliverable' },
          { code: 470, details: '' },
        ],
      }),
    ],
    ['of one device in a group', 'status-in-group', inGroup],
  ];
  const hidden: DeliveryUpdate = {
    ...{ event: 'status', wamid: 'wamid.OUT1', status: 'delivered', at: 1792000060000 },
    recipientUserId: 'DE.4455667788',
  };
  cases.push(['to somebody whose phone is hidden', 'status-to-hidden-phone', hidden]);

  test.each(cases)('%s', (_label, file, expected) => {
    expect(read(fixture(file))).toStrictEqual({
      accepted: true,
      items: [{ phoneNumberId: NUMBER, event: expected }],
      ignored: [],
    });
  });
});

describe('a webhook with something else that happened', () => {
  const change = { customer: ANA, by: 'customer', wamid: 'wamid.IN1', sentAt: 1792000000000 } as const;
  const cases: [label: string, file: string, expected: InboundEvent][] = [
    ['a reaction', 'reaction', { event: 'reaction', ...change, target: 'wamid.OUT9', emoji: '👍' }],
    ['a reaction taken back', 'reaction-removed', { event: 'reaction', ...change, target: 'wamid.OUT9' }],
    [
      'a reaction taken back by an empty emoji',
      'reaction-removed-by-empty-emoji',
      { event: 'reaction', ...change, target: 'wamid.OUT9' },
    ],
    ['an edit that WhatsApp does not hand over', 'unsupported-edit', { event: 'edit', ...change }],
    [
      'an edit of a number that is also in the Business app',
      'edit',
      { event: 'edit', ...change, target: 'wamid.IN0', content: text('Korrigiert') },
    ],
    ['a deletion of such a number', 'revoke', { event: 'revoke', ...change, target: 'wamid.IN0' }],
    [
      'a customer changed the number',
      'system-number-changed',
      {
        ...{ event: 'identity', id: 'wamid.IN1', change: 'number', at: 1792000000000 },
        ...{ from: { waId: ANA.waId }, to: { waId: '4915111111111' } },
      },
    ],
    [
      'a user id changed',
      'system-user-id-changed',
      {
        ...{ event: 'identity', id: 'wamid.IN1', change: 'userId', at: 1792000000000 },
        ...{ from: { userId: ANA.userId }, to: { userId: 'DE.9900000000' } },
      },
    ],
    [
      'an answer in the Business app',
      'business-app-echo',
      {
        ...{ event: 'echo', wamid: 'wamid.ECHO1', recipient: { waId: ANA.waId }, sentAt: 1792000000000 },
        content: text('Aus der App'),
      },
    ],
    [
      'a customer wants no more marketing messages',
      'user-preferences',
      { event: 'preference', customer: { waId: ANA.waId }, wanted: false, at: 1792000000000 },
    ],
    [
      'an error of the account',
      'account-error',
      { event: 'notice', topic: 'errors', facts: { code: '131031', details: 'Policy violation' } },
    ],
  ];

  test.each(cases)('%s', (_label, file, expected) => {
    expect(read(fixture(file))).toStrictEqual({
      accepted: true,
      items: [{ phoneNumberId: NUMBER, event: expected }],
      ignored: [],
    });
  });
});

describe('a webhook with nothing for us is accepted and says why', () => {
  const cases: [label: string, file: string, field: string, reason: string][] = [
    ['a customer opened the chat', 'request-welcome', 'messages', 'request_welcome'],
    ['a message of nobody', 'text-without-sender', 'messages', 'message without sender'],
    ['a deleted message', 'status-deleted', 'messages', 'status deleted'],
    ['an experimental status', 'status-undeliverable', 'messages', 'status undeliverable'],
    ['history', 'history', 'history', 'field not handled'],
  ];

  test.each(cases)('%s', (_label, file, field, reason) => {
    expect(read(fixture(file))).toStrictEqual({
      accepted: true,
      items: [],
      ignored: [{ field, reason }],
    });
  });
});

describe('a webhook with several items', () => {
  const summary = (file: string) =>
    read(fixture(file)).items.map(({ phoneNumberId, event }) => [phoneNumberId, eventKey(event)]);

  test('an album comes as one message a picture', () => {
    expect(summary('album')).toEqual([
      [NUMBER, 'wamid.IN1'],
      [NUMBER, 'wamid.IN2'],
      [NUMBER, 'wamid.IN3'],
    ]);
  });

  test('each message gets its own sender, in whatever order contacts stand', () => {
    const names = read(fixture('two-people')).items.map(
      ({ event }) => event.event === 'message' && event.sender.name,
    );
    expect(names).toEqual(['Ben', 'Ana Kovač']);
  });

  test('each entry belongs to its own number', () => {
    expect(summary('two-numbers')).toEqual([
      [NUMBER, 'wamid.IN1'],
      ['440055006600', 'wamid.IN2'],
    ]);
  });

  test('messages and statuses of one value are both read', () => {
    expect(summary('messages-and-statuses')).toEqual([
      [NUMBER, 'wamid.IN1'],
      [NUMBER, 'wamid.OUT1#read'],
    ]);
  });

  test('malformed messages and statuses take no other with them', () => {
    const { items, ignored } = read(fixture('malformed-items'));
    expect(items.map(({ event }) => eventKey(event))).toEqual(['wamid.IN2', 'wamid.IN3', 'wamid.OUT2#sent']);
    expect(ignored.map(({ reason }) => reason)).toEqual([
      'message malformed: id',
      'message malformed: value',
      'message malformed: value',
      'status malformed: status, timestamp',
    ]);
  });

  test('malformed entries and changes take no other with them', () => {
    const { items, ignored } = read(fixture('malformed-change'));
    expect(items.map(({ event }) => eventKey(event))).toEqual(['wamid.IN1']);
    expect(ignored).toHaveLength(5);
  });

  test('without metadata the number is unknown', () => {
    expect(read(fixture('text-without-metadata')).items).toStrictEqual([{ event: message(text('Hi')) }]);
  });
});

describe('what is no WhatsApp webhook', () => {
  const cases: [label: string, payload: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['a text', 'whatsapp_business_account'],
    ['a list', [fixture('text')]],
    ['an envelope without entries', { object: 'whatsapp_business_account' }],
    ["another of Meta's products", fixture('another-product')],
    ['the flat format of the former API', fixture('former-api')],
    ["the partner hub's wrapper", fixture('coexistence-wrapper')],
  ];

  test.each(cases)('%s', (_label, payload) => {
    expect(read(payload)).toStrictEqual({ accepted: false, items: [], ignored: [] });
  });
});

describe('readWebhook', () => {
  test('every fixture is plain data afterwards, the same through JSON', () => {
    const names = readdirSync(join(__dirname, '..', 'fixtures', 'whatsapp')).map((file) => file.slice(0, -5));
    for (const name of names) {
      const reading = read(fixture(name));
      expect(JSON.parse(JSON.stringify(reading))).toStrictEqual(reading);
    }
  });

  test('never throws, whatever stands in the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (item, people) => {
        const value = { contacts: [people], messages: [item], statuses: [item], errors: [item] };
        const payload = {
          object: 'whatsapp_business_account',
          entry: [{ changes: [{ field: 'messages', value }] }],
        };
        expect(read(payload).accepted).toBe(true);
      }),
    );
  });

  test('never throws, whatever a message of a known type holds', () => {
    const types = [
      'text',
      'image',
      'location',
      'contacts',
      'interactive',
      'button',
      'reaction',
      'system',
      'order',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, body) => {
        const head = { id: 'wamid.IN1', from: '4915123456789', timestamp: '1792000000', type, [type]: body };
        const payload = {
          object: 'whatsapp_business_account',
          entry: [{ changes: [{ field: 'messages', value: { messages: [head] } }] }],
        };
        const { items, ignored } = read(payload);
        expect(items.length + ignored.length).toBe(1);
      }),
    );
  });

  test('reasons hold neither numbers nor texts of people', () => {
    const names = readdirSync(join(__dirname, '..', 'fixtures', 'whatsapp')).map((file) => file.slice(0, -5));
    const reasons = names.flatMap((name) => read(fixture(name)).ignored).map(({ reason }) => reason);
    expect(reasons.join('\n')).not.toMatch(/49151|Ana|DE\.\d/);
  });
});
