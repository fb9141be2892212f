import { JO, MARA, SANDBOX, useBench } from './harness';

const bench = useBench();

describe('GET /health_status', () => {
  it('gives the phone number id and what was asked for', async () => {
    const { data } = await bench().request(
      'get',
      '/health_status?fields=display_phone_number,verified_name,quality_rating,secret',
    );
    expect(data).toEqual({
      id: '106540352242922',
      display_phone_number: '+4930901820',
      verified_name: 'Teehaus Morgenrot',
      quality_rating: 'GREEN',
      health_status: {
        can_send_message: 'AVAILABLE',
        entities: ['PHONE_NUMBER', 'WABA', 'BUSINESS', 'APP'].map((entity_type) => ({
          entity_type,
          id: expect.any(String),
          can_send_message: 'AVAILABLE',
        })),
      },
    });
  });

  it.each([
    ['LIMITED', { additional_info: [expect.any(String)] }],
    [
      'BLOCKED',
      {
        errors: [
          {
            error_code: 141000,
            error_description: expect.any(String),
            possible_solution: expect.any(String),
          },
        ],
      },
    ],
  ] as const)('says why a number is %s', async (canSend, reason) => {
    bench().dialog360.updateNumber(bench().number.id, { canSend });
    const { data } = await bench().request('get', '/health_status');
    expect(data.health_status.entities[0]).toMatchObject({ can_send_message: canSend, ...reason });
  });
});

describe('The business profile', () => {
  it('is changed and read by fields', async () => {
    const about = { about: 'Tee', websites: ['https://teehaus.example'], vertical: 'RETAIL' };
    expect(
      (
        await bench().request('post', '/whatsapp_business_profile', {
          messaging_product: 'whatsapp',
          ...about,
        })
      ).data,
    ).toEqual({ success: true });
    const { data } = await bench().request('get', '/whatsapp_business_profile?fields=about,vertical,email');
    expect(data).toEqual({ data: [{ about: 'Tee', vertical: 'RETAIL', messaging_product: 'whatsapp' }] });
  });

  it.each([
    ['an about of 140 characters', { about: 'a'.repeat(140) }],
    ['an empty about', { about: '' }],
    ['three websites', { websites: ['https://a.example', 'https://b.example', 'https://c.example'] }],
    ['an unknown vertical', { vertical: 'TEA' }],
    ['an address of 257 characters', { address: 'a'.repeat(257) }],
  ])('refuses %s', async (_label, change) => {
    const answer = await bench().request('post', '/whatsapp_business_profile', {
      messaging_product: 'whatsapp',
      ...change,
    });
    expect([answer.status, answer.data.error.code]).toEqual([400, 100]);
  });
});

describe('Blocking customers', () => {
  const change = (method: string, ...users: string[]) =>
    bench().request(method, '/block_users', {
      messaging_product: 'whatsapp',
      block_users: users.map((user) => ({ user })),
    });

  it('is possible for who wrote within 24 hours; a mixed result is an error with both lists', async () => {
    await bench().openWindow();
    const { status, data } = await change('post', `+${MARA}`, `+${JO}`);
    expect(status).toBe(400);
    expect(data.block_users).toEqual({
      added_users: [{ input: `+${MARA}`, wa_id: MARA }],
      failed_users: [{ input: `+${JO}`, errors: [expect.objectContaining({ code: 139100 })] }],
    });
    expect((await bench().request('get', '/block_users')).data.data).toEqual([
      { messaging_product: 'whatsapp', wa_id: MARA },
    ]);
    expect((await change('delete', `+${MARA}`)).data.block_users.removed_users).toHaveLength(1);
    expect((await bench().request('get', '/block_users')).data.data).toEqual([]);
  });
});

describe('The sandbox', () => {
  const sandbox = (method: string, path: string, data?: unknown) =>
    bench().request(method, `${SANDBOX}${path}`, data, { 'D360-API-KEY': 'demo-sandbox-key' });
  const send = (message: Record<string, unknown>, to = `+${MARA}`) =>
    sandbox('post', '/v1/messages', { messaging_product: 'whatsapp', to, ...message });
  const text = { type: 'text', text: { body: 'Hallo' } };

  it('exchanges messages with its linked phone, under the number that all share', async () => {
    expect(
      (await sandbox('post', '/v1/configs/webhook', { url: 'https://chat.example/sandbox' })).status,
    ).toBe(200);
    bench().dialog360.phone(MARA).send('+551146733492', { kind: 'text', text: 'Hi' });
    expect((await send(text)).status).toBe(200);
    await bench().settled();
    expect(bench().receiver.changes[0].value.metadata).toEqual({
      display_phone_number: '551146733492',
      phone_number_id: '100777777777777',
    });
    expect(
      bench()
        .receiver.statuses.map(({ status }) => status)
        .sort(),
    ).toEqual(['delivered', 'sent']);
  });

  it('sends to nobody else', async () => {
    expect((await send(text, `+${JO}`)).data.error.code).toBe(131030);
  });

  it('does not send media by id', async () => {
    expect((await send({ type: 'image', image: { id: '1' } })).data.error.code).toBe(131009);
  });

  it('ends after 200 messages', async () => {
    bench().sandbox.accepted = 200;
    expect((await send(text)).status).toBe(400);
  });

  it.each([
    ['post', '/messages'],
    ['get', '/health_status'],
    ['get', '/message_templates'],
    ['get', '/v1/configs/templates'],
    ['get', '/whatsapp_business_profile'],
    ['post', '/media'],
    ['get', '/1234567'],
  ])('does not know %s %s', async (method, path) => {
    expect((await sandbox(method, path, {})).status).toBe(404);
  });

  it('keeps several users apart', () => {
    const other = bench().dialog360.createNumber({ sandboxFor: JO });
    const message = bench().dialog360.phone(JO).send('+551146733492', { kind: 'text', text: 'Hi' });
    expect(message.numberId).toBe(other.id);
    expect(other.phoneNumberId).toBe(bench().sandbox.phoneNumberId);
  });
});
