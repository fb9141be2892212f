import { BUSINESS, JO, MARA, useBench } from './harness';

const HOUR = 3_600_000;
const text = { type: 'text', text: { body: 'Hallo' } };
const bench = useBench();
const phone = () => bench().dialog360.phone(MARA);
/** Names of statuses that came, in the order of their life: nothing promises the order of webhooks. */
const names = () => {
  const life = ['sent', 'delivered', 'read', 'played', 'failed'];
  const came = bench().receiver.statuses.map(({ status }) => status as string);
  return came.sort((one, other) => life.indexOf(one) - life.indexOf(other));
};

describe('Receipts', () => {
  it('tell of a message that was sent and delivered, and later of one that was read', async () => {
    await bench().openWindow();
    const { data } = await bench().send({ ...text, biz_opaque_callback_data: 'rc:1' });
    await bench().settled();
    expect(names()).toEqual(['sent', 'delivered']);
    await phone().read(BUSINESS);
    const values = bench().receiver.changes.map(({ value }) => value);
    const [sent, read] = ['sent', 'read'].map((name) =>
      values.find(({ statuses }) => statuses[0].status === name),
    );
    expect(sent).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '4930901820', phone_number_id: '106540352242922' },
      contacts: [{ profile: { name: 'Mara Lindner' }, wa_id: MARA, user_id: 'DE.10432298651170321' }],
      statuses: [
        {
          id: data.messages[0].id,
          status: 'sent',
          timestamp: expect.stringMatching(/^\d{10}$/),
          recipient_id: MARA,
          recipient_user_id: 'DE.10432298651170321',
          biz_opaque_callback_data: 'rc:1',
          pricing: {
            billable: false,
            pricing_model: 'PMP',
            type: 'free_customer_service',
            category: 'service',
          },
        },
      ],
    });
    expect(read.statuses[0]).toMatchObject({ status: 'read' });
    expect(read.statuses[0].pricing).toBeUndefined();
  });

  it('report a read message once, and at once from a phone that opens everything', async () => {
    phone().set({ autoRead: true });
    await bench().openWindow();
    await bench().send(text);
    await bench().settled();
    await phone().read(BUSINESS);
    expect(names()).toEqual(['sent', 'delivered', 'read']);
  });

  it('keep to themselves that a message was read when the customer does not want it known', async () => {
    phone().set({ readReceipts: false });
    await bench().openWindow();
    await bench().send(text);
    await bench().settled();
    await phone().read(BUSINESS);
    expect(names()).toEqual(['sent', 'delivered']);
  });

  it('wait for a phone that is offline', async () => {
    await bench().openWindow();
    phone().set({ online: false });
    await bench().send(text);
    await bench().settled();
    expect(names()).toEqual(['sent']);
    expect(phone().inbox).toEqual([]);
    phone().set({ online: true });
    await bench().settled();
    expect(names()).toEqual(['sent', 'delivered']);
    expect(phone().inbox).toHaveLength(1);
  });

  it('tell that a voice note was played', async () => {
    await bench().openWindow();
    const { data } = await bench().send(text);
    await bench().settled();
    await phone().play(data.messages[0].id);
    expect(names()).toEqual(['sent', 'delivered', 'played']);
  });

  it('leave out the number of a hidden customer who was written to by user id', async () => {
    await bench().openWindow(JO);
    await bench().send({ ...text, recipient: 'DE.30881254497710542' }, '');
    await bench().settled();
    const { contacts, statuses } = bench().receiver.changes[0].value;
    expect(contacts).toEqual([
      { profile: { name: 'Jo', username: '@jo.liest' }, user_id: 'DE.30881254497710542' },
    ]);
    expect(statuses[0]).toMatchObject({ recipient_user_id: 'DE.30881254497710542' });
    expect(statuses[0]).not.toHaveProperty('recipient_id');
  });
});

describe('Messages that fail after they were accepted', () => {
  it.each<[string, number, () => Promise<unknown>]>([
    ['somebody without WhatsApp', 131026, () => bench().send(text, '+4915550001122')],
    ['a customer who never wrote', 131047, () => bench().send(text)],
    [
      'a customer whose window has closed',
      131047,
      async () => {
        await bench().openWindow();
        bench().dialog360.advanceTime(24 * HOUR);
        return bench().send(text);
      },
    ],
    [
      'a message that is not there, with a reaction',
      131009,
      async () => {
        await bench().openWindow();
        return bench().send({ type: 'reaction', reaction: { message_id: 'wamid.unknown', emoji: '👍' } });
      },
    ],
    [
      'a link that leads nowhere',
      131053,
      async () => {
        await bench().openWindow();
        return bench().send({ type: 'image', image: { link: 'https://nowhere.example/a.jpg' } });
      },
    ],
    [
      'a link without https',
      131053,
      async () => {
        await bench().openWindow();
        return bench().send({ type: 'image', image: { link: 'http://chat.example/a.jpg' } });
      },
    ],
  ])('report for %s the code %i', async (_label, code, send) => {
    await send();
    await bench().settled();
    expect(names()).toEqual(['failed']);
    const { contacts, statuses } = bench().receiver.changes[0].value;
    expect(contacts).toBeUndefined();
    expect(statuses[0].errors).toEqual([
      {
        code,
        title: expect.any(String),
        message: expect.any(String),
        error_data: { details: expect.any(String) },
        href: expect.any(String),
      },
    ]);
    expect(statuses[0]).toHaveProperty('recipient_id');
    expect(statuses[0]).not.toHaveProperty('recipient_user_id');
    expect(statuses[0]).not.toHaveProperty('pricing');
  });
});

describe('The customer service window', () => {
  it('is open until 24 hours after the last message, and opens again with the next', async () => {
    await bench().openWindow();
    bench().dialog360.advanceTime(24 * HOUR - 5000);
    await bench().send(text);
    await bench().settled();
    bench().dialog360.advanceTime(6000);
    await bench().send(text);
    await bench().settled();
    await bench().openWindow();
    await bench().send(text);
    await bench().settled();
    expect(
      phone()
        .chat(BUSINESS)
        .filter(({ direction }) => direction === 'outbound')
        .map(({ statuses }) => statuses.at(-1)?.status),
    ).toEqual(['delivered', 'failed', 'delivered']);
  });

  it('opens with a call', async () => {
    phone().call(BUSINESS);
    await bench().send(text);
    await bench().settled();
    expect(names()).toEqual(['sent', 'delivered']);
  });

  it('does not open with a template', async () => {
    await bench().send({ type: 'template', template: { name: 'hello', language: { code: 'en' } } });
    await bench().settled();
    await bench().send(text);
    await bench().settled();
    expect(names()).toEqual(['sent', 'delivered', 'failed']);
  });
});

describe('Reactions of the business', () => {
  it('appear on the message, end with sent, and can be taken back', async () => {
    const { wamid } = phone().send(BUSINESS, { kind: 'text', text: 'Hallo' });
    await bench().settled();
    bench().receiver.received.length = 0;
    await bench().send({ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } });
    await bench().settled();
    const target = phone().chat(BUSINESS)[0]!;
    expect(target.reactions).toEqual({ business: '👍' });
    expect(names()).toEqual(['sent']);
    await bench().send({ type: 'reaction', reaction: { message_id: wamid, emoji: '' } });
    await bench().settled();
    expect(target.reactions.business).toBeUndefined();
  });
});

describe('The free entry point window', () => {
  const sentStatus = async () => {
    const { data } = await bench().send(text);
    await bench().settled();
    const [{ id }] = data.messages;
    return bench().receiver.statuses.find((status) => status.id === id && status.status === 'sent')!;
  };

  it('is opened by the answer to a customer from an advertisement, and lasts 72 hours', async () => {
    phone().send(BUSINESS, { kind: 'text', text: 'I saw your ad', referral: true });
    await bench().settled();
    const opening = await sentStatus();
    const { expiration_timestamp: until, origin } = opening.conversation;
    expect(origin).toEqual({ type: 'referral_conversion' });
    expect(Number(until) - Number(opening.timestamp)).toBe(72 * 3600);
    expect(opening.pricing).toMatchObject({ type: 'free_entry_point', billable: false });
    bench().dialog360.advanceTime(20 * HOUR);
    expect((await sentStatus()).conversation.expiration_timestamp).toBe(until);
  });

  it('is not opened by an answer that comes too late', async () => {
    phone().send(BUSINESS, { kind: 'text', text: 'I saw your ad', referral: true });
    await bench().settled();
    bench().dialog360.advanceTime(25 * HOUR);
    await bench().openWindow();
    expect((await sentStatus()).conversation).toBeUndefined();
  });
});
