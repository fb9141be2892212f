import fc from 'fast-check';
import type { OutboundMessage } from '../../src/domain/outbound';
import { toPayload } from '../../src/whatsapp/payload';
import { asAnotherClientWrites } from '../support/anotherClient';

const HELLO: OutboundMessage = {
  to: { waId: '4915123456789', userId: 'DE.7711223344' },
  content: { kind: 'text', body: 'Hallo', previewUrl: false },
  callbackData: 'out-1',
};

const FRAME = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+4915123456789',
  biz_opaque_callback_data: 'out-1',
};

function file(content: Partial<Extract<OutboundMessage['content'], { kind: 'media' }>>): OutboundMessage {
  return { ...HELLO, content: { kind: 'media', media: 'image', mediaId: '770001', ...content } };
}

describe('toPayload', () => {
  const cases: [label: string, message: OutboundMessage, payload: unknown][] = [
    [
      'a text goes to the phone, with plus, when both addresses are known',
      HELLO,
      { ...FRAME, type: 'text', text: { body: 'Hallo', preview_url: false } },
    ],
    [
      'a text with a preview of its link',
      { ...HELLO, content: { kind: 'text', body: 'https://shop.example', previewUrl: true } },
      { ...FRAME, type: 'text', text: { body: 'https://shop.example', preview_url: true } },
    ],
    [
      'a user without phone is addressed by user id, in a field of its own',
      { ...HELLO, to: { userId: 'DE.7711223344' } },
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        recipient: 'DE.7711223344',
        biz_opaque_callback_data: 'out-1',
        type: 'text',
        text: { body: 'Hallo', preview_url: false },
      },
    ],
    [
      'a phone is reduced to its digits',
      { ...HELLO, to: { waId: '+49 1512-3456789' } },
      { ...FRAME, type: 'text', text: { body: 'Hallo', preview_url: false } },
    ],
    [
      'a quote names the quoted message',
      { ...HELLO, quotes: 'wamid.IN1' },
      {
        ...FRAME,
        context: { message_id: 'wamid.IN1' },
        type: 'text',
        text: { body: 'Hallo', preview_url: false },
      },
    ],
    [
      'a picture has a caption and no file name',
      file({ caption: 'Ihr Paket', filename: 'paket.jpg' }),
      { ...FRAME, type: 'image', image: { id: '770001', caption: 'Ihr Paket' } },
    ],
    [
      'a video without caption',
      file({ media: 'video' }),
      { ...FRAME, type: 'video', video: { id: '770001' } },
    ],
    [
      'an audio file has neither caption nor name',
      file({ media: 'audio', caption: 'Hör mal', filename: 'memo.ogg' }),
      { ...FRAME, type: 'audio', audio: { id: '770001' } },
    ],
    [
      'a document has caption and name',
      file({ media: 'document', caption: 'Rechnung', filename: 'Rechnung 12.pdf' }),
      {
        ...FRAME,
        type: 'document',
        document: { id: '770001', caption: 'Rechnung', filename: 'Rechnung 12.pdf' },
      },
    ],
    [
      'a recording is marked as one',
      file({ media: 'audio', voice: true }),
      { ...FRAME, type: 'audio', audio: { id: '770001', voice: true } },
    ],
    [
      'a message to a group',
      { ...HELLO, to: { groupId: 'group-7' } },
      {
        messaging_product: 'whatsapp',
        recipient_type: 'group',
        to: 'group-7',
        biz_opaque_callback_data: 'out-1',
        type: 'text',
        text: { body: 'Hallo', preview_url: false },
      },
    ],
    [
      'a reaction',
      { ...HELLO, content: { kind: 'reaction', wamid: 'wamid.IN1', emoji: '👍' } },
      { ...FRAME, type: 'reaction', reaction: { message_id: 'wamid.IN1', emoji: '👍' } },
    ],
    [
      'a reaction that is taken back',
      { ...HELLO, content: { kind: 'reaction', wamid: 'wamid.IN1', emoji: '' } },
      { ...FRAME, type: 'reaction', reaction: { message_id: 'wamid.IN1', emoji: '' } },
    ],
    [
      'buttons',
      {
        ...HELLO,
        content: { kind: 'buttons', body: 'Tee?', buttons: [{ id: 'm1#0', title: 'Ja' }] },
      },
      {
        ...FRAME,
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Tee?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'm1#0', title: 'Ja' } }] },
        },
      },
    ],
    [
      'a list, with what stands below a title',
      {
        ...HELLO,
        content: {
          kind: 'list',
          body: 'Welcher?',
          label: 'Auswahl',
          rows: [{ id: 'm1#0', title: 'Assam', description: 'kräftig' }],
        },
      },
      {
        ...FRAME,
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: 'Welcher?' },
          action: {
            button: 'Auswahl',
            sections: [{ rows: [{ id: 'm1#0', title: 'Assam', description: 'kräftig' }] }],
          },
        },
      },
    ],
    [
      'a button that opens a page',
      {
        ...HELLO,
        content: { kind: 'link', body: 'Unser Laden', label: 'Öffnen', url: 'https://shop.example' },
      },
      {
        ...FRAME,
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body: { text: 'Unser Laden' },
          action: {
            name: 'cta_url',
            parameters: { display_text: 'Öffnen', url: 'https://shop.example' },
          },
        },
      },
    ],
  ];

  test.each(cases)('%s', async (_label, message, payload) => {
    expect(toPayload(message)).toStrictEqual(payload);
    await expect(asAnotherClientWrites(toPayload(message))).resolves.toStrictEqual(payload);
  });

  test('a message to nobody is a mistake of the caller', () => {
    expect(() => toPayload({ ...HELLO, to: {} })).toThrow('addressed to nobody');
  });

  test.each<[string, object]>([
    ['a field that WhatsApp does not know', { type: 'image', image: { id: '770001', title: 'Paket' } }],
    [
      'a title that is too long',
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Tee?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'm1#0', title: 'x'.repeat(21) } }] },
        },
      },
    ],
    ['a caption that is too long', { type: 'video', video: { id: '770001', caption: 'x'.repeat(1_025) } }],
    ['a text without words', { type: 'text', text: { body: '', preview_url: false } }],
  ])('the other client would not send %s', async (_label, content) => {
    const payload = { ...FRAME, ...content };
    const written = await asAnotherClientWrites(payload as never).catch(() => undefined);
    expect(written).not.toEqual(payload);
  });

  test('is JSON without loss, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const payload = toPayload({ ...HELLO, content: { kind: 'text', body, previewUrl: false } });
        expect(JSON.parse(JSON.stringify(payload))).toStrictEqual(payload);
      }),
    );
  });
});
