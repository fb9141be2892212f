import type { InboundEvent, InboundMessage } from '../../src/domain/inbound';
import type { InboundContent } from '../../src/domain/inboundContent';
import { readWebhook } from '../../src/whatsapp/webhook';
import { fixture } from './fixture';

const RECEIVED = 1792000100000;
const ANA = { waId: '4915123456789', userId: 'DE.7711223344', name: 'Ana Kovač' };

/** Ana's first message, unless told otherwise. */
function message(content: InboundContent, rest: Partial<InboundMessage> = {}): InboundMessage {
  return { event: 'message', wamid: 'wamid.IN1', sender: ANA, sentAt: 1792000000000, content, ...rest };
}

const eventsOf = (file: string): InboundEvent[] =>
  readWebhook(fixture(file), RECEIVED).items.map(({ event }) => event);

describe('the sub-kinds of messages', () => {
  const cases: [label: string, file: string, expected: InboundMessage][] = [
    [
      'call ended without duration',
      'call-ended-without-duration',
      message({ kind: 'call', outcome: 'ended' }, { wamid: 'wacid.1' }),
    ],
    [
      'call ended',
      'call-ended',
      message({ kind: 'call', outcome: 'ended', seconds: 125 }, { wamid: 'wacid.1' }),
    ],
    ['call missed', 'call-missed', message({ kind: 'call', outcome: 'missed' }, { wamid: 'wacid.1' })],
    [
      'call permission permanent',
      'call-permission-permanent',
      message({ kind: 'callPermission', granted: true }),
    ],
    [
      'call permission refused',
      'call-permission-refused',
      message({ kind: 'callPermission', granted: false }),
    ],
    [
      'contacts full vcard',
      'contacts-full-vcard',
      message({
        kind: 'contacts',
        cards: [
          {
            name: 'Iva',
            phones: ['+49 1512 0000001'],
            emails: [],
            vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Iva\nNOTE:mine\nEND:VCARD',
          },
        ],
      }),
    ],
    [
      'contacts many',
      'contacts-many',
      message({
        kind: 'contacts',
        cards: [
          { name: 'Person 1', phones: ['+49 1512 0000001'], emails: [] },
          { name: 'Person 2', phones: ['+49 1512 0000002'], emails: [] },
          { name: 'Person 3', phones: ['+49 1512 0000003'], emails: [] },
          { name: 'Person 4', phones: ['+49 1512 0000004'], emails: [] },
          { name: 'Person 5', phones: ['+49 1512 0000005'], emails: [] },
          { name: 'Person 6', phones: ['+49 1512 0000006'], emails: [] },
          { name: 'Person 7', phones: ['+49 1512 0000007'], emails: [] },
          { name: 'Person 8', phones: ['+49 1512 0000008'], emails: [] },
          { name: 'Person 9', phones: ['+49 1512 0000009'], emails: [] },
          { name: 'Person 10', phones: ['+49 1512 0000010'], emails: [] },
          { name: 'Person 11', phones: ['+49 1512 0000011'], emails: [] },
          { name: 'Person 12', phones: ['+49 1512 0000012'], emails: [] },
        ],
      }),
    ],
    [
      'document unnamed',
      'document-unnamed',
      message({ kind: 'media', media: 'document', id: '770001', mimeType: 'application/pdf' }),
    ],
    [
      'flow reply address',
      'flow-reply-address',
      message({
        kind: 'form',
        form: 'address_message',
        fields: [
          { name: 'name', value: 'Ana' },
          { name: 'in_pin_code', value: '10115' },
          { name: 'city', value: 'Berlin' },
        ],
        summary: 'Ana, Hauptstr. 1',
      }),
    ],
    [
      'flow reply builder',
      'flow-reply-builder',
      message({
        kind: 'form',
        form: 'flow',
        fields: [
          { name: 'screen_0_First_name_0', value: 'Ana' },
          { name: 'screen_0_Agree_1', value: 'true' },
          { name: 'screen_1_Toppings_2', value: 'cheese, *olives*' },
        ],
        summary: 'Sent',
      }),
    ],
    [
      'group picture',
      'group-picture',
      message(
        { kind: 'media', media: 'image', id: '770001', mimeType: 'image/jpeg', caption: 'Für alle' },
        {
          sender: { groupId: 'grp-1' },
          author: { waId: '4915123456789', userId: 'DE.7711223344', name: 'Ana Kovač' },
        },
      ),
    ],
    [
      'image forwarded',
      'image-forwarded',
      message({ kind: 'media', media: 'image', id: '770001', mimeType: 'image/jpeg' }, { forwarded: 'once' }),
    ],
    ['message unreadable', 'message-unreadable', message({ kind: 'unsupported', type: 'unreadable' })],
    ['order empty', 'order-empty', message({ kind: 'unsupported', type: 'order' })],
    [
      'order two currencies',
      'order-two-currencies',
      message({
        kind: 'order',
        items: [
          { productId: 'SKU-7', quantity: 2, price: 9.5, currency: 'EUR' },
          { productId: 'SKU-8', quantity: 3, price: 1200, currency: 'JPY' },
        ],
      }),
    ],
    [
      'order without prices',
      'order-without-prices',
      message({
        kind: 'order',
        items: [
          { productId: 'SKU-7', quantity: 1 },
          { productId: 'SKU-800', quantity: 12 },
        ],
      }),
    ],
    [
      'sticker animated',
      'sticker-animated',
      message({
        kind: 'media',
        media: 'sticker',
        id: '770001',
        mimeType: 'image/webp',
        sha256: 'q1V0Y8tS5mC1c0Yw3mYw4t2mI1w6pJbYk2nJkq5mX3E=',
      }),
    ],
    [
      'text from post',
      'text-from-post',
      message(
        { kind: 'text', text: 'Hallo' },
        {
          referral: {
            source: 'post',
            url: 'https://fb.example/post/2',
            headline: 'Neu im *Laden*',
            pictureUrl: 'https://img.example/2.jpg',
            videoUrl: 'https://img.example/2.mp4',
          },
        },
      ),
    ],
    ['text mention', 'text-mention', message({ kind: 'text', text: '@all *Hilfe* @admin' })],
    ['text referral empty', 'text-referral-empty', message({ kind: 'text', text: 'Hallo' })],
    [
      'text referral hostile',
      'text-referral-hostile',
      message(
        { kind: 'text', text: 'Hallo' },
        {
          referral: {
            source: 'ad',
            url: 'javascript:alert(1)',
            headline: '@all [Bank](https://evil.example)',
          },
        },
      ),
    ],
    ['text right to left', 'text-right-to-left', message({ kind: 'text', text: 'شكراً *جزيلاً*' })],
    [
      'text without time',
      'text-without-time',
      message({ kind: 'text', text: 'Hallo' }, { sentAt: 1792000100000 }),
    ],
    [
      'video too big',
      'video-too-big',
      message({
        kind: 'media',
        media: 'video',
        mimeType: 'video/mp4',
        caption: 'Der ganze Abend',
        problem: { code: 131052, details: 'File over 100 MB' },
      }),
    ],
  ];

  test.each(cases)('%s', (_label, file, expected) => {
    expect(eventsOf(file)).toStrictEqual([expected]);
  });
});

describe('what happens besides messages', () => {
  const cases: [label: string, file: string, expected: InboundEvent][] = [
    [
      'account alert',
      'account-alert',
      {
        event: 'notice',
        topic: 'account_alerts',
        facts: { severity: 'WARNING', type: 'OBA', details: 'Something is wrong' },
        at: 1792000000000,
      },
    ],
    [
      'account banned',
      'account-banned',
      {
        event: 'notice',
        topic: 'account_update',
        facts: { event: 'DISABLED_UPDATE', ban: 'SCHEDULE_FOR_DISABLE', date: 'November 28, 2026' },
        at: 1792000000000,
      },
    ],
    [
      'account review',
      'account-review',
      { event: 'notice', topic: 'account_review_update', facts: { decision: 'APPROVED' }, at: 1792000000000 },
    ],
    [
      'account violation',
      'account-violation',
      {
        event: 'notice',
        topic: 'account_update',
        facts: { event: 'ACCOUNT_VIOLATION', violation: 'ADULT' },
        at: 1792000000000,
      },
    ],
    [
      'business app echo picture',
      'business-app-echo-picture',
      {
        event: 'echo',
        wamid: 'wamid.ECHO1',
        recipient: { waId: '4915123456789' },
        sentAt: 1792000000000,
        content: { kind: 'media', media: 'image', id: '770001', mimeType: 'image/jpeg', caption: 'So?' },
      },
    ],
    [
      'business app edit',
      'business-app-edit',
      {
        event: 'edit',
        wamid: 'wamid.ECHO1',
        customer: { waId: '4915123456789' },
        by: 'business',
        sentAt: 1792000000000,
        target: 'wamid.ECHO0',
        content: { kind: 'text', text: 'Korrigiert' },
      },
    ],
    [
      'business app reaction',
      'business-app-reaction',
      {
        event: 'reaction',
        wamid: 'wamid.ECHO1',
        customer: { waId: '4915123456789' },
        by: 'business',
        sentAt: 1792000000000,
        target: 'wamid.IN0',
        emoji: '🙏',
      },
    ],
    [
      'business app revoke',
      'business-app-revoke',
      {
        event: 'revoke',
        wamid: 'wamid.ECHO1',
        customer: { waId: '4915123456789' },
        by: 'business',
        sentAt: 1792000000000,
        target: 'wamid.ECHO0',
      },
    ],
    [
      'business capability',
      'business-capability',
      {
        event: 'notice',
        topic: 'business_capability_update',
        facts: { limit: '2000', numbers: '20' },
        at: 1792000000000,
      },
    ],
    [
      'business username',
      'business-username',
      {
        event: 'notice',
        topic: 'business_username_update',
        facts: { number: '493055501234', name: 'teehaus', status: 'approved' },
        at: 1792000000000,
      },
    ],
    [
      'call of the business',
      'call-of-the-business',
      {
        event: 'echo',
        wamid: 'wacid.2',
        recipient: { waId: '4915123456789' },
        sentAt: 1792000000000,
        content: { kind: 'call', outcome: 'ended', seconds: 61 },
      },
    ],
    [
      'number name',
      'number-name',
      {
        event: 'notice',
        topic: 'phone_number_name_update',
        facts: {
          number: '493055501234',
          decision: 'REJECTED',
          name: 'Tee & Co',
          reason: 'NAME_EMPLOYEE_INFORMATION_MISSING',
        },
        at: 1792000000000,
      },
    ],
    [
      'number quality',
      'number-quality',
      {
        event: 'notice',
        topic: 'phone_number_quality_update',
        facts: { number: '493055501234', event: 'THROUGHPUT_UPGRADE', limit: 'TIER_2K' },
        at: 1792000000000,
      },
    ],
    [
      'security',
      'security',
      {
        event: 'notice',
        topic: 'security',
        facts: { number: '493055501234', event: 'PIN_CHANGED' },
        at: 1792000000000,
      },
    ],
    [
      'system customer changed number',
      'system-customer-changed-number',
      {
        event: 'identity',
        id: 'wamid.IN1',
        change: 'number',
        from: { waId: '4915123456789' },
        to: { waId: '4915111111111' },
        at: 1792000000000,
      },
    ],
    [
      'system number and user id changed',
      'system-number-and-user-id-changed',
      {
        event: 'identity',
        id: 'wamid.IN1',
        change: 'number',
        from: { waId: '4915123456789', userId: 'DE.7711223344' },
        to: { waId: '4915111111111', userId: 'DE.9900000000' },
        at: 1792000000000,
      },
    ],
    [
      'template category',
      'template-category',
      {
        event: 'notice',
        topic: 'template_category_update',
        facts: { template: 'order_update', language: 'de', before: 'UTILITY', after: 'MARKETING' },
        at: 1792000000000,
      },
    ],
    [
      'template category planned',
      'template-category-planned',
      {
        event: 'notice',
        topic: 'template_category_update',
        facts: { template: 'order_update', language: 'en_US', after: 'UTILITY', planned: 'MARKETING' },
        at: 1792000000000,
      },
    ],
    [
      'template components',
      'template-components',
      {
        event: 'notice',
        topic: 'message_template_components_update',
        facts: { template: 'order_update', language: 'de' },
        at: 1792000000000,
      },
    ],
    [
      'template event of tomorrow',
      'template-event-of-tomorrow',
      {
        event: 'notice',
        topic: 'message_template_status_update',
        facts: { template: 'order_update', language: 'de', templateId: '5', event: 'MELTED_AWAY' },
        at: 1792000000000,
      },
    ],
    [
      'template paused',
      'template-paused',
      {
        event: 'notice',
        topic: 'message_template_status_update',
        facts: {
          template: 'order_update',
          language: 'de',
          templateId: '5',
          event: 'PAUSED',
          pause: 'FIRST_PAUSE',
          details: 'Paused for 3 hours',
        },
        at: 1792000000000,
      },
    ],
    [
      'template quality',
      'template-quality',
      {
        event: 'notice',
        topic: 'message_template_quality_update',
        facts: { template: 'order_update', language: 'de', before: 'GREEN', after: 'RED' },
        at: 1792000000000,
      },
    ],
    [
      'template rejected',
      'template-rejected',
      {
        event: 'notice',
        topic: 'message_template_status_update',
        facts: {
          template: 'order_update',
          language: 'de',
          templateId: '5',
          event: 'REJECTED',
          reason: 'INVALID_FORMAT',
          details: 'Placeholders must be numbered',
          advice: 'Number them from 1',
        },
        at: 1792000000000,
      },
    ],
    [
      'template status update',
      'template-status-update',
      {
        event: 'notice',
        topic: 'message_template_status_update',
        facts: { template: 'order_update', language: 'de', templateId: '5', event: 'APPROVED' },
      },
    ],
    [
      'user id update',
      'user-id-update',
      {
        event: 'identity',
        id: 'DE.7711223344/DE.9900000000',
        change: 'userId',
        at: 1792000000000,
        from: { userId: 'DE.7711223344', waId: '4915123456789' },
        to: { userId: 'DE.9900000000', waId: '4915123456789' },
      },
    ],
    [
      'user preferences resume',
      'user-preferences-resume',
      {
        event: 'preference',
        customer: { waId: '4915123456789', userId: 'DE.7711223344' },
        wanted: true,
        at: 1792000000000,
      },
    ],
  ];

  test.each(cases)('%s', (_label, file, expected) => {
    expect(eventsOf(file)).toStrictEqual([expected]);
  });
});

describe('what concerns nobody', () => {
  test.each([
    ['call connect', 'call-connect', 'call connect'],
    ['system security code changed', 'system-security-code-changed', 'system customer_identity_changed'],
    ['user preferences unknown category', 'user-preferences-unknown-category', 'preference utility_messages'],
  ])('%s', (_label, file, reason) => {
    const { items, ignored } = readWebhook(fixture(file), RECEIVED);
    expect(items).toEqual([]);
    expect(ignored.map((item) => item.reason)).toEqual([reason]);
  });
});

describe('what WhatsApp does not pass on', () => {
  const subTypes = [
    ...['button', 'errors', 'gif', 'group_invite', 'hsm', 'image', 'interactive', 'keep_in_chat'],
    ...[
      'link_preview',
      'list',
      'location',
      'media_placeholder',
      'order',
      'pin',
      'poll_update',
      'product',
      'reaction',
    ],
  ];

  test.each(subTypes)('%s', (type) => {
    const problem = { code: 131051, details: 'Message type unknown' };
    expect(eventsOf(`unsupported-${type.replaceAll('_', '-')}`)).toStrictEqual([
      message({ kind: 'unsupported', type, problem }),
    ]);
  });
});

describe('of ten messages in one payload of which the third is poison', () => {
  test('nine are read and the third is named unreadable', () => {
    const contents = eventsOf('ten-with-one-poisoned').map(
      (event) => event.event === 'message' && event.content,
    );
    expect(contents).toEqual(
      Array.from({ length: 10 }, (_, index) =>
        index === 2
          ? { kind: 'unsupported', type: 'unreadable' }
          : { kind: 'text', text: `Nummer ${index + 1}` },
      ),
    );
  });
});
