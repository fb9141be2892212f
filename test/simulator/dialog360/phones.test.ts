import type { CustomerMessage } from '../../../simulator/dialog360';
import { BUSINESS, JO, MARA, useBench, type Json } from './harness';

const bench = useBench();
const phone = (waId = MARA) => bench().dialog360.phone(waId);

/** Sends as a customer and gives the webhook's message. */
async function sent(message: CustomerMessage, waId = MARA): Promise<Json> {
  phone(waId).send(BUSINESS, message);
  await bench().settled();
  return bench().receiver.messages.at(-1);
}

const file = {
  id: expect.stringMatching(/^\d+$/),
  sha256: expect.any(String),
  url: expect.stringContaining('lookaside'),
};

describe('What customers send', () => {
  it.each<[string, CustomerMessage, object]>([
    ['a text', { kind: 'text', text: 'Hallo' }, { type: 'text', text: { body: 'Hallo' } }],
    [
      'a photo',
      { kind: 'image', caption: 'Tee' },
      { type: 'image', image: { ...file, mime_type: 'image/jpeg', caption: 'Tee' } },
    ],
    ['a video', { kind: 'video' }, { type: 'video', video: { ...file, mime_type: 'video/mp4' } }],
    [
      'a song',
      { kind: 'audio', caption: 'no' },
      { type: 'audio', audio: { ...file, mime_type: 'audio/mpeg', voice: false } },
    ],
    [
      'a voice note',
      { kind: 'voice' },
      { type: 'audio', audio: { ...file, mime_type: 'audio/ogg; codecs=opus', voice: true } },
    ],
    [
      'a document',
      { kind: 'document', filename: 'a.csv', mimeType: 'text/csv', data: 'YSxi' },
      { type: 'document', document: { ...file, mime_type: 'text/csv', filename: 'a.csv' } },
    ],
    [
      'a sticker',
      { kind: 'sticker', animated: true },
      { type: 'sticker', sticker: { ...file, mime_type: 'image/webp', animated: true } },
    ],
    [
      'a photo that WhatsApp could not fetch',
      { kind: 'image', withoutId: true },
      { type: 'image', image: { mime_type: 'image/jpeg' } },
    ],
    [
      'a video that is too big',
      { kind: 'video', tooBig: true },
      {
        type: 'video',
        video: { mime_type: 'video/mp4' },
        errors: [expect.objectContaining({ code: 131052 })],
      },
    ],
    [
      'a place',
      { kind: 'location', name: 'Reichstag' },
      { type: 'location', location: { latitude: 52.5186, longitude: 13.3762, name: 'Reichstag' } },
    ],
    [
      'a contact',
      { kind: 'contacts', contacts: [{ name: 'Jonas Beispiel', phone: '+49 1512 9876543' }] },
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Jonas Beispiel', first_name: 'Jonas', last_name: 'Beispiel' },
            phones: [{ phone: '+49 1512 9876543', wa_id: '4915129876543', type: 'CELL' }],
          },
        ],
      },
    ],
    [
      'a filled-in flow',
      { kind: 'flow-reply', response: { size: 'M' } },
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"M"}' },
        },
      },
    ],
    [
      'a broken flow',
      { kind: 'flow-reply', responseJson: '{' },
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{' } },
      },
    ],
    [
      'leave to call',
      { kind: 'call-permission' },
      {
        type: 'interactive',
        interactive: {
          type: 'call_permission_reply',
          call_permission_reply: {
            response: 'accept',
            is_permanent: false,
            expiration_timestamp: expect.any(String),
            response_source: 'user_action',
          },
        },
      },
    ],
    [
      'a reaction',
      { kind: 'reaction', to: 'wamid.X', emoji: '👍' },
      { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } },
    ],
    [
      'a reaction taken back',
      { kind: 'reaction', to: 'wamid.X' },
      { type: 'reaction', reaction: { message_id: 'wamid.X' } },
    ],
    [
      'an order',
      { kind: 'order', text: 'Bitte' },
      {
        type: 'order',
        order: {
          catalog_id: expect.any(String),
          text: 'Bitte',
          product_items: [expect.objectContaining({ quantity: 2, currency: 'EUR' })],
        },
      },
    ],
    [
      'a poll',
      { kind: 'unsupported' },
      {
        type: 'unsupported',
        unsupported: { type: 'poll_creation' },
        errors: [expect.objectContaining({ code: 131051 })],
      },
    ],
    [
      'a placeholder',
      { kind: 'unsupported', subtype: 'media_placeholder' },
      {
        type: 'unsupported',
        unsupported: { type: 'media_placeholder' },
        errors: [expect.objectContaining({ code: 131060 })],
      },
    ],
    ['the first look into the chat', { kind: 'welcome' }, { type: 'request_welcome' }],
    [
      'anything else',
      { kind: 'raw', type: 'hologram', content: { depth: 3 } },
      { type: 'hologram', hologram: { depth: 3 } },
    ],
    [
      'a message out of a group',
      { kind: 'text', text: 'Hi', group: 'G1' },
      { group_id: 'G1', type: 'text', text: { body: 'Hi' } },
    ],
    [
      'a forwarded text',
      { kind: 'text', text: 'Hi', forwarded: 'once' },
      { context: { forwarded: true }, type: 'text', text: { body: 'Hi' } },
    ],
    [
      'a chain letter',
      { kind: 'text', text: 'Hi', forwarded: 'often' },
      { context: { frequently_forwarded: true }, type: 'text', text: { body: 'Hi' } },
    ],
    [
      'a question about a product',
      { kind: 'text', text: 'Hi', quote: 'wamid.X', product: { catalog_id: '1', product_retailer_id: '2' } },
      {
        context: {
          from: '4930901820',
          id: 'wamid.X',
          referred_product: { catalog_id: '1', product_retailer_id: '2' },
        },
        type: 'text',
        text: { body: 'Hi' },
      },
    ],
    [
      'a text out of an advertisement',
      { kind: 'text', text: 'Hi', referral: { source_id: '7' } },
      { referral: { source_id: '7' }, type: 'text', text: { body: 'Hi' } },
    ],
  ])('arrives as %s', async (_label, message, expected) => {
    expect(await sent(message)).toEqual({
      from: MARA,
      from_user_id: 'DE.10432298651170321',
      id: expect.stringMatching(/^wamid\./),
      timestamp: expect.stringMatching(/^\d{10}$/),
      ...expected,
    });
    const { field, value } = bench().receiver.changes[0];
    expect(field).toBe('messages');
    expect(value.metadata).toEqual({
      display_phone_number: '4930901820',
      phone_number_id: '106540352242922',
    });
    expect(value.contacts).toEqual([
      { profile: { name: 'Mara Lindner' }, wa_id: MARA, user_id: 'DE.10432298651170321' },
    ]);
    expect(bench().receiver.received[0]?.body).toMatchObject({
      object: 'whatsapp_business_account',
      entry: [{ id: '102290129340398' }],
    });
  });

  it('comes without a number from who hides it', async () => {
    const message = await sent({ kind: 'text', text: 'Hi' }, JO);
    expect(message).not.toHaveProperty('from');
    expect(message.from_user_id).toBe('DE.30881254497710542');
    expect(bench().receiver.changes[0].value.contacts).toEqual([
      { profile: { name: 'Jo', username: '@jo.liest' }, user_id: 'DE.30881254497710542' },
    ]);
  });

  it('quotes either side with its author', async () => {
    const first = phone().send(BUSINESS, { kind: 'text', text: 'Eins' });
    const { data } = await bench().send({ type: 'text', text: { body: 'Ja' } });
    expect((await sent({ kind: 'text', text: 'Zwei', quote: first.wamid })).context).toEqual({
      from: MARA,
      id: first.wamid,
    });
    const wamid = data.messages[0].id;
    expect((await sent({ kind: 'text', text: 'Drei', quote: wamid })).context).toEqual({
      from: '4930901820',
      id: wamid,
    });
  });

  it('comes as several webhooks at once for an album', async () => {
    const album = phone().sendAlbum(
      BUSINESS,
      Array.from({ length: 10 }, () => ({ kind: 'image' as const })),
    );
    await bench().settled();
    expect(bench().receiver.received).toHaveLength(10);
    expect(new Set(bench().receiver.messages.map(({ id }) => id))).toEqual(
      new Set(album.map(({ wamid }) => wamid)),
    );
  });

  it('does not come from who was blocked', async () => {
    await bench().openWindow();
    await bench().request('post', '/block_users', {
      messaging_product: 'whatsapp',
      block_users: [{ user: `+${MARA}` }],
    });
    phone().send(BUSINESS, { kind: 'text', text: 'Hallo?' });
    await bench().settled();
    expect(bench().receiver.messages).toEqual([]);
  });

  it.each([
    ['to a number that does not exist', () => phone().send('+49301111111', { kind: 'text', text: 'Hi' })],
    ['of an unknown kind', () => phone().send(BUSINESS, { kind: 'smoke' } as never)],
    ['with a tap on what nobody offered', () => phone().send(BUSINESS, { kind: 'tap', title: 'Ja' })],
  ])('is refused %s', (_label, send) => {
    expect(send).toThrow();
  });
});

describe('Taps', () => {
  const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });

  beforeEach(() => bench().openWindow());

  it('answer with the button that was tapped', async () => {
    const action = { buttons: [reply('g', 'Green'), reply('b', 'Black')] };
    const { data } = await bench().send({
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'Tea?' }, action },
    });
    expect(await sent({ kind: 'tap', title: 'Black' })).toMatchObject({
      context: { from: '4930901820', id: data.messages[0].id },
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'b', title: 'Black' } },
    });
  });

  it('answer with the row that was chosen', async () => {
    const row = { id: 'r', title: 'Black', description: 'Strong' };
    const action = { button: 'Choose', sections: [{ rows: [row] }] };
    await bench().send({
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Tea?' }, action },
    });
    expect((await sent({ kind: 'tap', title: 'Black' })).interactive).toEqual({
      type: 'list_reply',
      list_reply: row,
    });
  });
});

describe('Reactions, edits and deletions of customers', () => {
  it('put a reaction on a message, replace it, and take it back', async () => {
    await bench().openWindow();
    const { data } = await bench().send({ type: 'text', text: { body: 'Ja' } });
    const wamid = data.messages[0].id as string;
    const target = await phone().receives((message) => message.wamid === wamid);
    phone().react(BUSINESS, wamid, '👍');
    phone().react(BUSINESS, wamid, '❤️');
    expect(target.reactions.customer).toBe('❤️');
    phone().react(BUSINESS, wamid);
    expect(target.reactions.customer).toBeUndefined();
  });

  it('keep quiet about reactions to messages over 30 days old', async () => {
    const { wamid } = phone().send(BUSINESS, { kind: 'text', text: 'Eins' });
    await bench().settled();
    bench().dialog360.advanceTime(31 * 86_400_000);
    phone().react(BUSINESS, wamid, '👍');
    await bench().settled();
    expect(bench().receiver.messages).toHaveLength(1);
  });

  it('reach a coexistence number as edit and revoke', async () => {
    bench().dialog360.updateNumber(BUSINESS, { coexistence: true });
    const { wamid } = phone().send(BUSINESS, { kind: 'text', text: 'Eims' });
    phone().edit(wamid, 'Eins');
    phone().revoke(wamid);
    await bench().settled();
    const [, edit, revoke] = bench().receiver.messages;
    expect(edit).toMatchObject({
      type: 'edit',
      edit: { original_message_id: wamid, message: { type: 'text', text: { body: 'Eins' } } },
    });
    expect(revoke).toMatchObject({ type: 'revoke', revoke: { original_message_id: wamid } });
    expect(new Set([wamid, edit.id, revoke.id]).size).toBe(3);
  });

  it('reach any other number as an unsupported message and not at all', async () => {
    const { wamid } = phone().send(BUSINESS, { kind: 'text', text: 'Eims' });
    phone().edit(wamid, 'Eins');
    phone().revoke(wamid);
    await bench().settled();
    expect(bench().receiver.messages.map(({ type, unsupported }) => [type, unsupported?.type])).toEqual([
      ['text', undefined],
      ['unsupported', 'edit'],
    ]);
  });

  it('are possible for 15 minutes and 2 days', () => {
    const { wamid } = phone().send(BUSINESS, { kind: 'text', text: 'Eins' });
    bench().dialog360.advanceTime(16 * 60_000);
    expect(() => phone().edit(wamid, 'Zwei')).toThrow('too old');
    phone().revoke(wamid);
    bench().dialog360.advanceTime(48 * 3_600_000);
    expect(() => phone().revoke(wamid)).toThrow('too old');
    expect(() => phone(JO).revoke(wamid)).toThrow('There is no');
  });
});

describe('Other events', () => {
  it('tell of a new number of a customer, whose chat goes on', async () => {
    await bench().openWindow();
    const mara = phone();
    mara.changeNumber('4915111112222');
    await bench().settled();
    const { value } = bench().receiver.changes[0];
    expect(value.contacts).toBeUndefined();
    expect(value.messages[0]).toEqual({
      from: MARA,
      from_user_id: 'DE.10432298651170321',
      id: expect.any(String),
      timestamp: expect.any(String),
      type: 'system',
      system: {
        body: `User Mara Lindner changed from ${MARA} to 4915111112222`,
        type: 'user_changed_number',
        wa_id: '4915111112222',
        user_id: mara.record.userId,
        previous_user_id: 'DE.10432298651170321',
      },
    });
    expect(mara.record.userId).toMatch(/^DE\.\d+$/);
    expect(phone('4915111112222').chat(BUSINESS)).toHaveLength(1);
    expect(() => phone(MARA)).toThrow('There is no phone');
  });

  it('tell of a new user id', async () => {
    await bench().openWindow(JO);
    phone(JO).changeUserId();
    await bench().settled();
    const [message] = bench().receiver.messages;
    expect(message.system).toMatchObject({
      type: 'user_changed_user_id',
      previous_user_id: 'DE.30881254497710542',
    });
    expect(message).not.toHaveProperty('from');
  });

  it('tell of calls and of wishes about marketing', async () => {
    phone().call(BUSINESS);
    phone().preferMarketing(BUSINESS, 'stop');
    await bench().settled();
    const found = bench().receiver.changes;
    expect(
      found
        .filter(({ field }) => field === 'calls')
        .map(({ value }) => value.calls[0].event)
        .sort(),
    ).toEqual(['connect', 'terminate']);
    expect(found.find(({ field }) => field === 'user_preferences').value.user_preferences).toEqual([
      expect.objectContaining({ wa_id: MARA, category: 'marketing_messages', value: 'stop' }),
    ]);
  });

  it('echo what is written in the Business app, and anything else', async () => {
    bench().dialog360.echo(BUSINESS, MARA, 'Vom Handy');
    await bench().dialog360.emit(BUSINESS, 'account_update', { event: 'DISABLED_UPDATE' });
    await bench().settled();
    expect(bench().receiver.changes).toEqual([
      {
        field: 'smb_message_echoes',
        value: expect.objectContaining({
          message_echoes: [
            expect.objectContaining({
              from: '4930901820',
              to: MARA,
              type: 'text',
              text: { body: 'Vom Handy' },
            }),
          ],
        }),
      },
      { field: 'account_update', value: { event: 'DISABLED_UPDATE' } },
    ]);
  });

  it('let a test wait for a message, in vain if need be', async () => {
    await expect(phone().receives(() => true, 10)).rejects.toThrow('No such message reached Mara Lindner');
  });
});
