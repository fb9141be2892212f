import { BUSINESS, MARA, useBench, type Json } from './harness';

const text = (value: string, parameter_name?: string) => ({
  type: 'text',
  text: value,
  ...(parameter_name ? { parameter_name } : {}),
});
const image = {
  type: 'header',
  parameters: [{ type: 'image', image: { link: 'https://files.example/a.jpg' } }],
};
const named = { type: 'body', parameters: [text('Ana', 'first_name'), text('4711', 'order')] };
const url = { type: 'button', sub_type: 'url', index: '0', parameters: [text('a/1')] };
const otp = [
  { type: 'body', parameters: [text('123456')] },
  { ...url, parameters: [text('123456')] },
];

const bench = useBench();

function send(name: string, language: string, components?: unknown[], to = `+${MARA}`) {
  return bench().send({ type: 'template', template: { name, language: { code: language }, components } }, to);
}

describe('Sending templates', () => {
  it.each<[string, string, string, unknown[] | undefined]>([
    ['without parameters', 'hello', 'en', undefined],
    ['with named parameters', 'order_update', 'de', [named]],
    [
      'with the payload of a quick reply',
      'order_update',
      'de',
      [
        named,
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: 'THX' }],
        },
      ],
    ],
    [
      'with header, positional body and button',
      'come_back',
      'en',
      [image, { type: 'body', parameters: [text('Ana')] }, url],
    ],
    ['with a code', 'login_code', 'en', otp],
  ])('accepts one %s', async (_label, name, language, components) => {
    const { status, data } = await send(name, language, components);
    expect(data.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }]);
    expect(status).toBe(200);
  });

  it.each<[string, number, string, string, unknown[] | undefined]>([
    ['an unknown name', 132001, 'nobody', 'en', undefined],
    ['an unknown language', 132001, 'hello', 'fr', undefined],
    [
      'too few parameters',
      132000,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('Ana', 'first_name')] }],
    ],
    ['too many parameters', 132000, 'hello', 'en', [{ type: 'body', parameters: [text('Ana')] }]],
    [
      'parameters without their names',
      132012,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('Ana'), text('4711')] }],
    ],
    [
      'names where numbers are expected',
      132012,
      'come_back',
      'en',
      [image, { type: 'body', parameters: [text('Ana', 'name')] }, url],
    ],
    ['a missing header', 132012, 'come_back', 'en', [{ type: 'body', parameters: [text('Ana')] }, url]],
    [
      'a text as header of an image',
      132012,
      'come_back',
      'en',
      [{ type: 'header', parameters: [text('A')] }, { type: 'body', parameters: [text('Ana')] }, url],
    ],
    [
      'a line break',
      132018,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('A\nB', 'first_name'), text('1', 'order')] }],
    ],
    [
      'five spaces',
      132018,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('A     B', 'first_name'), text('1', 'order')] }],
    ],
    [
      'an empty parameter',
      131008,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('', 'first_name'), text('1', 'order')] }],
    ],
    [
      'a button without its parameter',
      131008,
      'come_back',
      'en',
      [image, { type: 'body', parameters: [text('Ana')] }],
    ],
    ['a button that does not exist', 132018, 'order_update', 'de', [named, { ...url, index: '5' }]],
    ['a button of another type', 132018, 'order_update', 'de', [named, url]],
    [
      'a body that gets too long',
      132005,
      'order_update',
      'de',
      [{ type: 'body', parameters: [text('a'.repeat(1020), 'first_name'), text('1', 'order')] }],
    ],
    [
      'a code over 15 characters',
      132018,
      'login_code',
      'en',
      [{ type: 'body', parameters: [text('1'.repeat(16))] }, otp[1]],
    ],
  ])('refuses %s with code %i', async (_label, code, name, language, components) => {
    const { status, data } = await send(name, language, components);
    expect([data.error.code, status]).toEqual([code, code === 132001 ? 404 : 400]);
  });

  it.each([
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['PENDING', 132001],
    ['REJECTED', 132001],
  ])('refuses a template that is %s', async (status, code) => {
    const hello = bench()
      .dialog360.templates.list(bench().number)
      .find(({ name }) => name === 'hello')!;
    await bench().dialog360.templates.review(hello, status);
    expect((await send('hello', 'en')).data.error.code).toBe(code);
  });

  it('does not send codes to a user id', async () => {
    const { data } = await bench().send(
      {
        type: 'template',
        recipient: 'DE.30881254497710542',
        template: { name: 'login_code', language: { code: 'en' }, components: otp },
      },
      '',
    );
    expect(data.error.code).toBe(131062);
  });

  it('checks the cards of a carousel and the offer of a limited time', async () => {
    const card = { components: [{ type: 'BODY', text: 'Tea {{1}}' }] };
    const draft = { language: 'en', category: 'MARKETING' as const };
    bench().dialog360.templates.create(
      bench().number,
      {
        ...draft,
        name: 'cards',
        components: [
          { type: 'BODY', text: 'Look' },
          { type: 'CAROUSEL', cards: [card, card] },
        ],
      },
      'APPROVED',
    );
    bench().dialog360.templates.create(
      bench().number,
      {
        ...draft,
        name: 'offer',
        components: [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Now' } }],
      },
      'APPROVED',
    );
    const filled = (index: number) => ({
      card_index: index,
      components: [{ type: 'body', parameters: [text('A')] }],
    });
    const codes = [
      await send('cards', 'en', [{ type: 'carousel', cards: [filled(0), filled(1)] }]),
      await send('cards', 'en', [{ type: 'carousel', cards: [filled(0)] }]),
      await send('cards', 'en', [{ type: 'carousel', cards: [filled(0), { card_index: 1 }] }]),
      await send('offer', 'en'),
    ].map(({ data }) => data.error?.code);
    expect(codes).toEqual([undefined, 132012, 132000, 131008]);
  });

  it('checks products, and takes up to ten cards of them', async () => {
    const header = { type: 'HEADER', format: 'PRODUCT' };
    const view = { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] };
    const body = { type: 'BODY', text: 'Tea' };
    const card = { components: [header, view] };
    const draft = { language: 'en', category: 'MARKETING' as const };
    const { templates } = bench().dialog360;
    templates.create(
      bench().number,
      { ...draft, name: 'product', components: [header, body, view] },
      'APPROVED',
    );
    templates.create(
      bench().number,
      { ...draft, name: 'products', components: [body, { type: 'CAROUSEL', cards: [card, card] }] },
      'APPROVED',
    );
    const whole = { product_retailer_id: 'sencha-50', catalog_id: '194836987003835' };
    const filled = (product: object) => ({ type: 'header', parameters: [{ type: 'product', product }] });
    const carousel = (count: number, product: object = whole) => {
      const cards = Array.from({ length: count }, (_, index) => ({
        card_index: index,
        components: [filled(product)],
      }));
      return [{ type: 'carousel', cards }];
    };
    const tapped = { type: 'button', sub_type: 'spm', index: '0', parameters: [text('x')] };
    const codes: unknown[] = [];
    for (const components of [
      [filled(whole)],
      [filled({ product_retailer_id: 'sencha-50' })],
      [filled({ ...whole, product_retailer_id: '' })],
      [image],
      [],
      [filled(whole), tapped],
    ]) {
      codes.push((await send('product', 'en', components)).data.error?.code);
    }
    expect(codes).toEqual([undefined, 131008, 131008, 132012, 132012, 132018]);
    codes.length = 0;
    for (const components of [carousel(2), carousel(10), carousel(1), carousel(11), carousel(3, {})]) {
      codes.push((await send('products', 'en', components)).data.error?.code);
    }
    expect(codes).toEqual([undefined, undefined, 132012, 132012, 131008]);
  });

  it('reaches customers outside the window, fills in the text, and lets them tap a quick reply', async () => {
    await send('order_update', 'de', [
      named,
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: 'THX' }],
      },
    ]);
    const phone = bench().dialog360.phone(MARA);
    const received = await phone.receives(({ type }) => type === 'template');
    expect(received.preview).toBe('Hallo Ana, Ihre Bestellung 4711 ist unterwegs.');
    phone.send(BUSINESS, { kind: 'tap', title: 'Danke' });
    await bench().settled();
    expect(bench().receiver.messages[0]).toMatchObject({
      type: 'button',
      button: { text: 'Danke', payload: 'THX' },
      context: { from: '4930901820', id: received.wamid },
    });
    expect(bench().receiver.statuses[0].pricing).toEqual({
      billable: true,
      pricing_model: 'PMP',
      type: 'regular',
      category: 'utility',
    });
  });

  it('does not deliver marketing to the United States', async () => {
    bench().dialog360.createPhone({ waId: '12025550123', name: 'Pat' });
    await send('come_back', 'en', [image, { type: 'body', parameters: [text('Pat')] }, url], '+12025550123');
    await bench().settled();
    expect(bench().receiver.statuses[0].errors[0].code).toBe(131049);
  });
});

describe('The list of templates', () => {
  const names = (data: Json) => data.data.map(({ name }: { name: string }) => name);

  it('comes in pages, whose next address is not to be followed', async () => {
    const first = await bench().request('get', '/message_templates?limit=3');
    const { cursors, next } = first.data.paging;
    const second = await bench().request('get', `/message_templates?limit=3&after=${cursors.after}`);
    expect(names(first.data)).toEqual(['order_update', 'come_back', 'login_code']);
    expect(new URL(next).host).toBe('graph.facebook.com');
    expect(names(second.data)).toEqual(['hello']);
    expect(second.data.paging.next).toBeUndefined();
  });

  it('can be filtered and cut down to fields', async () => {
    const { data } = await bench().request(
      'get',
      '/message_templates?name=order&status=APPROVED&fields=name,status,quality_score',
    );
    expect(data.data).toEqual([
      {
        id: expect.any(String),
        name: 'order_update',
        status: 'APPROVED',
        quality_score: { score: 'UNKNOWN' },
      },
    ]);
    expect((await bench().request('get', '/message_templates?status=REJECTED')).data).toEqual({ data: [] });
  });

  it('also has its older form, with statuses in lower case', async () => {
    const { data } = await bench().request(
      'get',
      `/v1/configs/templates?limit=2&filters=${encodeURIComponent('{"status":"approved"}')}`,
    );
    expect(data).toMatchObject({ count: 2, total: 4, limit: 2, offset: 0, filters: { status: 'approved' } });
    expect(data.waba_templates[0]).toMatchObject({
      name: 'order_update',
      status: 'approved',
      rejected_reason: null,
    });
  });

  it('takes a new template, which waits for a review that the webhook tells of', async () => {
    const draft = {
      name: 'new_tea',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'New tea' }],
    };
    const created = await bench().request('post', '/message_templates', draft);
    expect(created.data).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
    expect((await send('new_tea', 'en')).data.error.code).toBe(132001);
    expect((await bench().request('post', '/message_templates', draft)).data.error.code).toBe(100);
    const template = bench().dialog360.templates.list(bench().number).at(-1)!;
    await bench().dialog360.templates.review(template, 'APPROVED');
    expect((await send('new_tea', 'en')).status).toBe(200);
    expect(bench().receiver.changes[0]).toMatchObject({
      field: 'message_template_status_update',
      value: {
        event: 'APPROVED',
        message_template_name: 'new_tea',
        message_template_language: 'en',
        reason: 'NONE',
      },
    });
  });

  it('edits and deletes', async () => {
    const { data } = await bench().request('get', '/message_templates?name=hello');
    const id = data.data[0].id as string;
    expect(
      (
        await bench().request('post', `/message_templates/${id}`, {
          components: [{ type: 'BODY', text: 'Hi' }],
        })
      ).data,
    ).toEqual({ success: true });
    expect((await bench().request('get', `/message_templates/${id}?fields=status`)).data).toEqual({
      id,
      status: 'PENDING',
    });
    expect((await bench().request('delete', `/message_templates?hsm_id=${id}&name=hello`)).data).toEqual({
      success: true,
    });
    expect((await bench().request('delete', '/message_templates?name=hello')).status).toBe(400);
    expect((await bench().request('get', `/message_templates/${id}`)).data.error.error_subcode).toBe(33);
  });

  it.each([
    ['a name in capitals', { name: 'Hello' }],
    ['an unknown category', { category: 'FUN' }],
    ['no components', { components: [] }],
  ])('refuses a template with %s', async (_label, wrong) => {
    const draft = {
      name: 'new_tea',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'New tea' }],
      ...wrong,
    };
    expect((await bench().request('post', '/message_templates', draft)).status).toBe(400);
  });
});
