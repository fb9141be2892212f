import { createHash } from 'node:crypto';
import { createDialog360 } from '../../src/dialog360/client';
import type { Environment } from '../../src/domain/number';
import type { OutboundMessage } from '../../src/domain/outbound';
import { FakeHttp, NO_NUMBERS } from './fakeHttp';

const KEY = 'a-secret-key';
const LOOKASIDE =
  'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=770001&ext=1792000000&hash=abc';

const MESSAGE: OutboundMessage = {
  to: { waId: '4915123456789' },
  content: { kind: 'text', body: 'Hallo', previewUrl: false },
  callbackData: 'out-1',
};

function api(http: FakeHttp, environment: Environment = 'production') {
  return createDialog360(http, NO_NUMBERS)({ apiKey: KEY, environment });
}

const failure = (code: string | number, rest: object = {}) => ({
  ok: false,
  failure: expect.objectContaining({ code, ...rest }),
});

describe('every request', () => {
  test('goes to the production host with the key, a time limit and no certificate switches', async () => {
    const http = new FakeHttp({ body: { id: '1' } });
    await api(http).health();
    const { url, options } = http.requests[0]!;
    expect(url).toMatch(/^https:\/\/waba-v2\.360dialog\.io\/health_status\?fields=display_phone_number,/);
    expect(options.headers).toEqual({ 'D360-API-KEY': KEY });
    expect(options.timeout).toBe(15_000);
    expect(options).not.toHaveProperty('strictSSL');
    expect(options).not.toHaveProperty('rejectUnauthorized');
  });

  test('goes to the sandbox host for a sandbox key', async () => {
    const http = new FakeHttp({ body: {} });
    await api(http, 'sandbox').webhook();
    expect(http.requests[0]?.url).toBe('https://waba-sandbox.360dialog.io/v1/configs/webhook');
  });
});

describe('health', () => {
  test('tells the number', async () => {
    const http = new FakeHttp({
      body: {
        id: '110022003300',
        display_phone_number: '+49 30 55501234',
        verified_name: 'Blumen Rot',
        health_status: { can_send_message: 'AVAILABLE', entities: [] },
      },
    });
    expect(await api(http).health()).toEqual({
      ok: true,
      value: {
        phoneNumberId: '110022003300',
        displayNumber: '+49 30 55501234',
        verifiedName: 'Blumen Rot',
        ability: 'AVAILABLE',
      },
    });
  });

  test('tells quality, messaging limit and what limits the number', async () => {
    const http = new FakeHttp({
      body: {
        id: '110022003300',
        quality_rating: 'YELLOW',
        whatsapp_business_manager_messaging_limit: 'TIER_2K',
        health_status: {
          can_send_message: 'LIMITED',
          entities: [
            {
              entity_type: 'PHONE_NUMBER',
              id: '110022003300',
              can_send_message: 'LIMITED',
              additional_info: ['Your display name has not been approved yet.'],
            },
            {
              entity_type: 'WABA',
              id: '77',
              can_send_message: 'BLOCKED',
              errors: [
                {
                  error_code: 141006,
                  error_description: 'There is an error with the payment method.',
                  possible_solution: 'Update the payment method.',
                },
              ],
            },
            { entity_type: 'BUSINESS', id: '88', can_send_message: 'AVAILABLE' },
          ],
        },
      },
    });
    expect(await api(http).health()).toEqual({
      ok: true,
      value: {
        phoneNumberId: '110022003300',
        quality: 'YELLOW',
        messagingLimit: 2_000,
        ability: 'LIMITED',
        hindrances: [
          { entity: 'PHONE_NUMBER', words: 'Your display name has not been approved yet.' },
          {
            entity: 'WABA',
            code: 141006,
            words: 'There is an error with the payment method.',
            solution: 'Update the payment method.',
          },
        ],
      },
    });
  });

  test.each([
    ['TIER_250', 250],
    ['TIER_10K', 10_000],
    ['TIER_UNLIMITED', 'unlimited'],
    ['TIER_NOT_SET', undefined],
    [{ tier: 'TIER_250' }, undefined],
  ])('reads the messaging limit %j as %j', async (limit, messagingLimit) => {
    const http = new FakeHttp({ body: { whatsapp_business_manager_messaging_limit: limit } });
    expect(await api(http).health()).toEqual({ ok: true, value: messagingLimit ? { messagingLimit } : {} });
  });

  test('asks for less where the number has not all of the fields', async () => {
    const error = { code: 100, message: '(#100) Tried accessing nonexisting field', type: 'OAuthException' };
    const http = new FakeHttp({ status: 400, body: { error } }, { body: { id: '1', verified_name: 'Rot' } });
    expect(await api(http).health()).toEqual({
      ok: true,
      value: { phoneNumberId: '1', verifiedName: 'Rot' },
    });
    expect(http.requests.map(({ url }) => new URL(url).searchParams.get('fields'))).toEqual([
      'display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit',
      'display_phone_number,verified_name',
    ]);
  });

  test('finds the id among the entities', async () => {
    const entities = [
      { entity_type: 'WABA', id: '77' },
      { entity_type: 'PHONE_NUMBER', id: '110022003300', can_send_message: 'LIMITED' },
    ];
    const http = new FakeHttp({ body: { health_status: { entities } } });
    expect(await api(http).health()).toEqual({ ok: true, value: { phoneNumberId: '110022003300' } });
  });

  test('puts a plus before bare digits', async () => {
    const http = new FakeHttp({ body: { id: 110022003300, display_phone_number: '493055501234' } });
    expect(await api(http).health()).toEqual({
      ok: true,
      value: { phoneNumberId: '110022003300', displayNumber: '+493055501234' },
    });
  });

  test('a sandbox that does not know the path has a good key', async () => {
    expect(await api(new FakeHttp({ status: 404 }), 'sandbox').health()).toEqual({ ok: true, value: {} });
  });

  test('in production a missing path is a failure', async () => {
    expect(await api(new FakeHttp({ status: 404 })).health()).toEqual(failure('http-404'));
  });

  test('a bad key concerns the channel', async () => {
    const http = new FakeHttp({ status: 401, body: { error: 'Invalid API key' } });
    expect(await api(http).health()).toEqual(failure('http-401', { scope: 'channel', retryable: false }));
  });

  test('a page of something in between is no answer of 360dialog', async () => {
    const http = new FakeHttp({ body: '<html>Log in to the hotel network</html>' });
    expect(await api(http).health()).toEqual(failure('unexpected-answer'));
  });
});

describe('the webhook', () => {
  const webhook = { url: 'https://chat.example.com/hook', headers: { 'X-Webhook-Secret': 's' } };

  test('is read with its headers', async () => {
    expect(await api(new FakeHttp({ body: webhook })).webhook()).toEqual({ ok: true, value: webhook });
  });

  test.each([
    ['an empty object', {}],
    ['nulls', { url: null, headers: null }],
  ])('is empty when the answer is %s', async (_label, body) => {
    expect(await api(new FakeHttp({ body })).webhook()).toEqual({
      ok: true,
      value: { url: '', headers: {} },
    });
  });

  test('is set with its headers', async () => {
    const http = new FakeHttp({ body: webhook });
    expect(await api(http).setWebhook(webhook)).toEqual({ ok: true, value: undefined });
    expect(http.requests).toEqual([
      {
        method: 'post',
        url: 'https://waba-v2.360dialog.io/v1/configs/webhook',
        options: expect.objectContaining({ data: webhook }),
      },
    ]);
  });

  test('that 360dialog refuses is a failure with its reason', async () => {
    const http = new FakeHttp({ status: 400, body: { error: 'Invalid URL' } });
    expect(await api(http).setWebhook(webhook)).toEqual(
      failure('http-400', { human: { key: 'failure.other', params: { code: 400, details: 'Invalid URL' } } }),
    );
  });
});

describe('sending', () => {
  const accepted = { messaging_product: 'whatsapp', messages: [{ id: 'wamid.OUT1' }] };

  test.each([200, 201, 202])('is accepted with status %i', async (status) => {
    const http = new FakeHttp({ status, body: accepted });
    expect(await api(http).send(MESSAGE)).toEqual({ ok: true, value: 'wamid.OUT1' });
    expect(http.requests[0]).toMatchObject({
      method: 'post',
      url: 'https://waba-v2.360dialog.io/messages',
      options: { data: { to: '+4915123456789', text: { body: 'Hallo' }, biz_opaque_callback_data: 'out-1' } },
    });
  });

  test('has another path in the sandbox', async () => {
    const http = new FakeHttp({ body: accepted });
    await api(http, 'sandbox').send(MESSAGE);
    expect(http.requests[0]?.url).toBe('https://waba-sandbox.360dialog.io/v1/messages');
  });

  const uncertain: [label: string, answer: ConstructorParameters<typeof FakeHttp>[0]][] = [
    ['the connection breaks', new Error('request to https://… failed, reason: socket hang up')],
    ['the time runs out', new Error('network timeout at: https://…')],
    ['a gateway gives up waiting', { status: 504, body: '<html>504</html>' }],
    ['a success does not name the message', { body: { messaging_product: 'whatsapp', messages: [] } }],
    ['a success is no JSON', { body: 'OK' }],
  ];

  test.each(uncertain)('is uncertain and not repeated when %s', async (_label, answer) => {
    expect(await api(new FakeHttp(answer)).send(MESSAGE)).toEqual(
      failure('uncertain', { uncertain: true, retryable: false }),
    );
  });

  test.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND waba-v2.360dialog.io'],
    ['no route', 'connect ETIMEDOUT 10.0.0.1:443'],
    ['a bad certificate', 'unable to verify the first certificate'],
  ])('may be repeated when it never began: %s', async (_label, reason) => {
    const http = new FakeHttp(new Error(`request to https://… failed, reason: ${reason}`));
    expect(await api(http).send(MESSAGE)).toEqual(failure('unreachable', { retryable: true }));
  });

  test('an error that the engine hands over as plain data is understood', async () => {
    const engineError: Error = { name: 'JsonRpcError', message: 'connect ECONNREFUSED 10.0.0.1:443' };
    const http = new FakeHttp();
    http.post = () => Promise.reject(engineError);
    expect(await api(http).send(MESSAGE)).toEqual(failure('unreachable'));
  });

  test('a permanent refusal keeps the code', async () => {
    const http = new FakeHttp({
      status: 400,
      body: { error: { message: '(#131009) Bad', code: 131009, error_data: { details: 'Too long' } } },
    });
    expect(await api(http).send(MESSAGE)).toEqual(failure(131009, { scope: 'message', retryable: false }));
  });

  test('a server in trouble may be asked again', async () => {
    expect(await api(new FakeHttp({ status: 502 })).send(MESSAGE)).toEqual(
      failure('http-502', { retryable: true }),
    );
  });

  test('without the permission for networking an admin has to act', async () => {
    expect(await api(new FakeHttp(undefined)).send(MESSAGE)).toEqual(
      failure('no-network', { scope: 'channel', retryable: false }),
    );
  });
});

describe('uploading', () => {
  const file = { bytes: Buffer.from([0, 255, 13, 10, 200]), mimeType: 'image/png', filename: 'bild.png' };

  test('sends one form as a Buffer, with time for a big file', async () => {
    const http = new FakeHttp({ body: { id: 990001 } });
    expect(await api(http).upload(file)).toEqual({ ok: true, value: '990001' });
    const { url, options } = http.requests[0]!;
    expect(url).toBe('https://waba-v2.360dialog.io/media');
    expect(options.timeout).toBe(60_000);
    expect(options.headers).toEqual({
      'D360-API-KEY': KEY,
      'Content-Type': expect.stringMatching(/^multipart\/form-data; boundary=/),
    });
    expect(Buffer.isBuffer(options.content)).toBe(true);
    expect((options.content as unknown as Buffer).includes(file.bytes)).toBe(true);
    expect(options).not.toHaveProperty('data');
  });

  test('a broken connection may be repeated: an upload that nobody uses harms nobody', async () => {
    const http = new FakeHttp(new Error('socket hang up'));
    expect(await api(http).upload(file)).toEqual(failure('no-answer', { retryable: true }));
  });

  test('the sandbox has no files, and says so', async () => {
    expect(await api(new FakeHttp({ status: 404 }), 'sandbox').upload(file)).toEqual(
      failure('sandbox-media'),
    );
  });
});

describe('downloading', () => {
  const MB = 1024 * 1024;
  const bytes = Buffer.from([0, 1, 254, 255]);
  const link = { url: LOOKASIDE, mime_type: 'image/jpeg', file_size: 4 };

  test('looks up the link and fetches it from 360dialog', async () => {
    const http = new FakeHttp({ body: link }, { headers: { 'content-type': 'image/jpeg' }, body: bytes });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toEqual({
      ok: true,
      value: { bytes, mimeType: 'image/jpeg' },
    });
    expect(http.requests.map(({ url }) => url)).toEqual([
      'https://waba-v2.360dialog.io/770001',
      'https://waba-v2.360dialog.io/whatsapp_business/attachments/?mid=770001&ext=1792000000&hash=abc',
    ]);
    expect(http.requests.every(({ options }) => options.encoding === null)).toBe(true);
  });

  test('understands links with escaped slashes', async () => {
    const raw = JSON.stringify(link).replaceAll('/', '\\/');
    const http = new FakeHttp({ body: raw }, { body: bytes });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toMatchObject({ ok: true });
  });

  test('takes the type of the file itself where the look-up tells none', async () => {
    const http = new FakeHttp(
      { body: { url: LOOKASIDE } },
      { headers: { 'content-type': 'audio/ogg; codecs=opus' }, body: bytes },
    );
    expect(await api(http).download({ id: '1' }, 100 * MB)).toMatchObject({
      value: { mimeType: 'audio/ogg; codecs=opus' },
    });
  });

  const base64 = createHash('sha256').update(bytes).digest('base64');
  const hex = createHash('sha256').update(bytes).digest('hex');

  test.each([
    ['the message, in base64', { id: '770001', sha256: base64 }, link],
    ['the look-up, in hexadecimal', { id: '770001' }, { ...link, sha256: hex }],
    [
      'the message, which outweighs the look-up',
      { id: '770001', sha256: base64 },
      { ...link, sha256: '0'.repeat(64) },
    ],
    ['nobody who writes it readably', { id: '770001', sha256: 'unknown' }, link],
  ])('a file has the hash told by %s', async (_label, media, found) => {
    const http = new FakeHttp({ body: found }, { body: bytes });
    expect(await api(http).download(media, 100 * MB)).toMatchObject({ ok: true });
  });

  test('a file that has another hash is damaged and may be fetched again', async () => {
    const http = new FakeHttp({ body: link }, { body: Buffer.from('cut off') });
    expect(await api(http).download({ id: '770001', sha256: base64 }, 100 * MB)).toEqual(
      failure('damaged-file', { retryable: true }),
    );
  });

  test('a file that is bigger than announced is refused', async () => {
    const http = new FakeHttp({ body: link }, { body: Buffer.alloc(2 * MB) });
    expect(await api(http).download({ id: '770001' }, MB)).toEqual(failure('file-too-big'));
  });

  test('a link that is over is looked up once more', async () => {
    const http = new FakeHttp({ body: link }, { status: 404 }, { body: link }, { body: bytes });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toMatchObject({
      ok: true,
      value: { bytes },
    });
  });

  test('and not a third time', async () => {
    const http = new FakeHttp({ body: link }, { status: 404 }, { body: link }, { status: 404 });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toEqual(
      failure('http-404', { retryable: false }),
    );
    expect(http.requests).toHaveLength(4);
  });

  test('a look-up that fails is not repeated', async () => {
    const http = new FakeHttp({ status: 400, body: { error: { message: 'No such media', code: 100 } } });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toEqual(failure(100));
    expect(http.requests).toHaveLength(1);
  });

  test('a file announced as too big is not fetched', async () => {
    const http = new FakeHttp({ body: { ...link, file_size: 101 * MB } });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toEqual(failure('file-too-big'));
    expect(http.requests).toHaveLength(1);
  });

  test.each([
    ['another host', 'https://evil.example.com/whatsapp_business/attachments/?mid=1'],
    ['a host that ends alike', 'https://lookaside.fbsbx.com.evil.example.com/whatsapp_business/attachments/'],
    ['another path', 'https://lookaside.fbsbx.com/other/?mid=1'],
    ['a path that leaves the right one', 'https://lookaside.fbsbx.com/whatsapp_business/attachments/../../x'],
    ['no encryption', 'http://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1'],
    ['another port', 'https://lookaside.fbsbx.com:8443/whatsapp_business/attachments/?mid=1'],
    ['a name before the host', 'https://user:pass@lookaside.fbsbx.com/whatsapp_business/attachments/'],
    ['no URL at all', 'whatsapp_business/attachments'],
  ])('the key never follows a link with %s', async (_label, url) => {
    const http = new FakeHttp({ body: { ...link, url } });
    expect(await api(http).download({ id: '770001' }, 100 * MB)).toEqual(failure('unexpected-answer'));
    expect(http.requests).toHaveLength(1);
  });

  test("a link that already leads to 360dialog's host is taken as it is", async () => {
    const url = 'https://waba-v2.360dialog.io/whatsapp_business/attachments/?mid=1';
    const http = new FakeHttp({ body: { ...link, url } }, { body: bytes });
    await api(http).download({ id: '1' }, 100 * MB);
    expect(http.requests[1]?.url).toBe(url);
  });

  test('an id cannot lead elsewhere', async () => {
    const http = new FakeHttp({ status: 404 });
    await api(http).download({ id: '../v1/configs/webhook?x=' }, 100 * MB);
    expect(http.requests[0]?.url).toBe('https://waba-v2.360dialog.io/..%2Fv1%2Fconfigs%2Fwebhook%3Fx%3D');
  });

  test('the sandbox has no files, and says so', async () => {
    expect(await api(new FakeHttp({ status: 404 }), 'sandbox').download({ id: '1' }, 100 * MB)).toEqual(
      failure('sandbox-media'),
    );
  });
});

test('no failure holds the key or the message', async () => {
  const echo = { status: 400, body: { error: { message: `key ${KEY}`, code: 100 } } };
  const result = await api(new FakeHttp(echo)).send(MESSAGE);
  expect(result.ok).toBe(false);
  expect(result.ok ? '' : result.failure.log).not.toMatch(/secret|Hallo|49151/);
});
