import { BUSINESS, JO, MARA, RAFAEL, useBench } from './harness';

const body = { text: 'Which tea?' };
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Tea ${index}` }));
const buttons = (...list: unknown[]) => ({
  type: 'interactive',
  interactive: { type: 'button', body, action: { buttons: list } },
});
const list = (action: unknown) => ({ type: 'interactive', interactive: { type: 'list', body, action } });

describe('POST /messages', () => {
  const bench = useBench();

  it.each<[string, Record<string, unknown>]>([
    ['text', { type: 'text', text: { body: 'a'.repeat(4096), preview_url: true } }],
    ['text without a type', { text: { body: 'Hallo' } }],
    ['an image by link', { type: 'image', image: { link: 'https://files.example/a.jpg', caption: 'Tee' } }],
    [
      'a location',
      { type: 'location', location: { latitude: 52.5, longitude: 13.3, name: 'Park', address: 'Weg 1' } },
    ],
    [
      'contacts',
      {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'A B', first_name: 'A' }, phones: [{ phone: '+49' }] }],
      },
    ],
    ['reply buttons', buttons(reply('a', 'Green'), reply('b', 'Black'))],
    ['a list', list({ button: 'Choose', sections: [{ rows: rows(10) }] })],
    [
      'a button that opens a page',
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body,
          action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://a.example' } },
        },
      },
    ],
    [
      'a request for the location',
      {
        type: 'interactive',
        interactive: { type: 'location_request_message', body, action: { name: 'send_location' } },
      },
    ],
    [
      'a flow',
      {
        type: 'interactive',
        interactive: {
          type: 'flow',
          body,
          action: {
            name: 'flow',
            parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Start' },
          },
        },
      },
    ],
    [
      'a request for contact details',
      {
        type: 'interactive',
        interactive: { type: 'contact_request', body, action: { name: 'request_contact_info' } },
      },
    ],
    ['a quote', { type: 'text', text: { body: 'Ja' }, context: { message_id: 'wamid.X' } }],
    [
      'callback data of 512 characters',
      { type: 'text', text: { body: 'Ja' }, biz_opaque_callback_data: 'x'.repeat(512) },
    ],
  ])('accepts %s', async (_label, message) => {
    const { status, data } = await bench().send({ recipient_type: 'individual', ...message });
    expect(data).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: `+${MARA}`, wa_id: MARA }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    expect(status).toBe(200);
  });

  it.each<[string, number, Record<string, unknown>]>([
    ['text over 4096 characters', 100, { type: 'text', text: { body: 'a'.repeat(4097) } }],
    ['an empty text', 100, { type: 'text', text: { body: '' } }],
    ['a text that is a number', 100, { type: 'text', text: { body: 5 } }],
    ['no body in a text', 131008, { type: 'text', text: {} }],
    ['no content', 131008, { type: 'image' }],
    ['an unknown type', 100, { type: 'poll', poll: {} }],
    ['an unknown parameter', 100, { type: 'text', text: { body: 'Hi' }, colour: 'green' }],
    ['an unknown parameter inside', 100, { type: 'text', text: { body: 'Hi', colour: 'green' } }],
    ['content of another type', 100, { type: 'text', text: { body: 'Hi' }, image: { id: '1' } }],
    ['no product', 100, { messaging_product: undefined, type: 'text', text: { body: 'Hi' } }],
    [
      'callback data over 512 characters',
      100,
      { type: 'text', text: { body: 'Hi' }, biz_opaque_callback_data: 'x'.repeat(513) },
    ],
    ['media with id and link', 131009, { type: 'image', image: { id: '1', link: 'https://a.example' } }],
    ['media with neither', 131009, { type: 'image', image: {} }],
    ['a medium that was never uploaded', 131009, { type: 'image', image: { id: '1234567890' } }],
    ['a caption on audio', 100, { type: 'audio', audio: { id: '1', caption: 'Hi' } }],
    ['a caption over 1024 characters', 100, { type: 'image', image: { id: '1', caption: 'a'.repeat(1025) } }],
    ['a location off the globe', 100, { type: 'location', location: { latitude: 91, longitude: 0 } }],
    [
      'a contact without a second part of the name',
      131009,
      { type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] },
    ],
    [
      '258 contacts',
      100,
      { type: 'contacts', contacts: Array(258).fill({ name: { formatted_name: 'A', first_name: 'A' } }) },
    ],
    [
      'a reaction with a quote',
      131009,
      { type: 'reaction', reaction: { message_id: 'w', emoji: '👍' }, context: { message_id: 'w' } },
    ],
    ['four buttons', 131009, buttons(reply('a', 'A'), reply('b', 'B'), reply('c', 'C'), reply('d', 'D'))],
    ['no button', 131009, buttons()],
    ['a button title over 20 characters', 131009, buttons(reply('a', 'a'.repeat(21)))],
    ['a button id over 256 characters', 131009, buttons(reply('a'.repeat(257), 'A'))],
    ['two buttons of one id', 131009, buttons(reply('a', 'A'), reply('a', 'B'))],
    ['two buttons of one title', 131009, buttons(reply('a', 'A'), reply('b', 'A'))],
    [
      'eleven rows',
      131009,
      list({
        button: 'Choose',
        sections: [
          { title: 'A', rows: rows(6) },
          { title: 'B', rows: rows(5) },
        ],
      }),
    ],
    [
      'sections without titles',
      131009,
      list({ button: 'Choose', sections: [{ rows: rows(1) }, { rows: rows(1) }] }),
    ],
    [
      'a row title over 24 characters',
      131009,
      list({ button: 'Choose', sections: [{ rows: [{ id: 'a', title: 'a'.repeat(25) }] }] }),
    ],
    [
      'a row description over 72 characters',
      131009,
      list({
        button: 'Choose',
        sections: [{ rows: [{ id: 'a', title: 'A', description: 'a'.repeat(73) }] }],
      }),
    ],
    [
      'a list button over 20 characters',
      131009,
      list({ button: 'a'.repeat(21), sections: [{ rows: rows(1) }] }),
    ],
    ['a group', 131005, { recipient_type: 'group', type: 'text', text: { body: 'Hi' } }],
  ])('refuses %s with code %i', async (_label, code, message) => {
    const { status, data } = await bench().send(message);
    expect(data.error).toMatchObject({
      message: expect.stringContaining(`(#${code})`),
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
      fbtrace_id: expect.any(String),
    });
    expect(status).toBe(code === 131005 ? 403 : 400);
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['a number with +', { to: `+${MARA}` }, { input: `+${MARA}`, wa_id: MARA }],
    ['bare digits', { to: MARA }, { input: MARA, wa_id: MARA }],
    ['spaces and brackets', { to: '+49 (1512) 3456-789' }, { input: '+49 (1512) 3456-789', wa_id: MARA }],
    [
      'a number whose WhatsApp id differs',
      { to: '+5511998765432' },
      { input: '+5511998765432', wa_id: RAFAEL },
    ],
    [
      'a user id',
      { recipient: 'DE.30881254497710542' },
      { input: 'DE.30881254497710542', user_id: 'DE.30881254497710542' },
    ],
    [
      'both, of which the number wins',
      { to: MARA, recipient: 'DE.30881254497710542' },
      { input: MARA, wa_id: MARA },
    ],
    [
      'somebody without WhatsApp',
      { to: '+4915550001122' },
      { input: '+4915550001122', wa_id: '4915550001122' },
    ],
  ])('takes as recipient %s', async (_label, recipient, contact) => {
    const { data } = await bench().send({ type: 'text', text: { body: 'Hi' }, ...recipient }, '');
    expect(data.contacts).toEqual([contact]);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['nobody', {}, 100],
    ['a name', { to: 'Mara' }, 131009],
    ['a malformed user id', { recipient: '30881254497710542' }, 131009],
    ['the sender', { to: BUSINESS }, 131021],
  ])('does not take as recipient %s', async (_label, recipient, code) => {
    const { status, data } = await bench().send({ type: 'text', text: { body: 'Hi' }, ...recipient }, '');
    expect([status, data.error.code]).toEqual([400, code]);
  });
});

describe('Marking as read', () => {
  const bench = useBench();
  const mark = (extra: object) =>
    bench().request('post', '/messages', { messaging_product: 'whatsapp', status: 'read', ...extra });

  it('marks the message and the earlier ones, and shows typing for 25 s', async () => {
    const phone = bench().dialog360.phone(MARA);
    const first = phone.send(BUSINESS, { kind: 'text', text: 'Eins' });
    const second = phone.send(BUSINESS, { kind: 'text', text: 'Zwei' });
    const answer = await mark({ message_id: second.wamid, typing_indicator: { type: 'text' } });
    expect(answer.data).toEqual({ success: true });
    expect([first, second].map(({ statuses }) => statuses[0]?.status)).toEqual(['read', 'read']);
    expect(phone.seesTyping(BUSINESS)).toBe(true);
    bench().dialog360.advanceTime(26_000);
    expect(phone.seesTyping(BUSINESS)).toBe(false);
  });

  it('ends typing when the answer arrives', async () => {
    const phone = bench().dialog360.phone(MARA);
    const { wamid } = phone.send(BUSINESS, { kind: 'text', text: 'Eins' });
    await mark({ message_id: wamid, typing_indicator: { type: 'text' } });
    await bench().send({ type: 'text', text: { body: 'Ja' } });
    await bench().settled();
    expect(phone.seesTyping(BUSINESS)).toBe(false);
  });

  it('refuses unknown messages and those older than 30 days', async () => {
    const { wamid } = bench().dialog360.phone(JO).send(BUSINESS, { kind: 'text', text: 'Eins' });
    bench().dialog360.advanceTime(31 * 86_400_000);
    const answers = [await mark({ message_id: 'wamid.unknown' }), await mark({ message_id: wamid })];
    expect(answers.map(({ data }) => data.error.code)).toEqual([131009, 131009]);
  });
});
