import sentences from '../../i18n/en.json';
import { failureOfAnswer } from '../../src/dialog360/errors';
import { failures } from '../../src/dialog360/failures';

const texts: Record<string, string> = sentences;

function failureOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return failureOfAnswer({ status, headers, bytes: Buffer.from(content, 'utf8') });
}

describe('what an error answer means', () => {
  type Case = [
    label: string,
    status: number,
    body: unknown,
    code: number | string,
    key: string,
    flags: 'channel' | 'message' | 'retry',
  ];
  const meta = (code: number, details = 'Details') => ({
    error: {
      message: `(#${code}) Title`,
      type: 'OAuthException',
      code,
      error_data: { details },
      fbtrace_id: 'A1',
    },
  });
  const cases: Case[] = [
    ['an unknown key', 401, { error: 'Invalid API key' }, 'http-401', 'bad-key', 'channel'],
    [
      'an unknown key, by the former words',
      401,
      { meta: { success: false, http_code: 401, developer_message: 'Invalid api_key or token expired' } },
      'http-401',
      'bad-key',
      'channel',
    ],
    ['an unknown key without a body', 401, '', 'http-401', 'bad-key', 'channel'],
    [
      'a disabled account',
      400,
      { error: 'Your WhatsApp for Business API has been disabled' },
      'http-400',
      'disabled',
      'channel',
    ],
    [
      'an unpaid account',
      400,
      { message: 'Could not send message due to lack of payment method' },
      'http-400',
      'payment',
      'channel',
    ],
    [
      'too many calls, which come with 400',
      400,
      { error: 'You have exceeded the endpoint rate limit.' },
      'http-400',
      'too-fast',
      'retry',
    ],
    [
      'too many calls, in the other words',
      400,
      {
        meta: {
          success: false,
          httpCode: 400,
          developerMessage: 'Exceeded limit of 1 request every 5 seconds',
        },
      },
      'http-400',
      'too-fast',
      'retry',
    ],
    [
      'a blocked endpoint',
      403,
      { error: 'The endpoint is blocked' },
      'http-403',
      'endpoint-blocked',
      'channel',
    ],
    ['a forbidden request', 403, { error: 'Nope' }, 'http-403', 'forbidden', 'channel'],
    ['too many requests', 429, '', 'http-429', 'too-fast', 'retry'],
    ['an internal error', 500, { error: 'internal' }, 'http-500', 'provider-down', 'retry'],
    ['a gateway page', 502, '<html><h1>Bad Gateway</h1></html>', 'http-502', 'provider-down', 'retry'],
    ['capacity', 503, 'API not available', 'http-503', 'provider-down', 'retry'],
    ["Meta's error passed through", 400, meta(131047), 131047, 'window-closed', 'message'],
    ["Meta's error within a detail", 400, { detail: meta(131021) }, 131021, 'own-number', 'message'],
    ["Meta's throttling with status 400", 400, meta(130429), 130429, 'too-fast', 'retry'],
    ["Meta's outage", 503, meta(2), 2, 'unavailable', 'retry'],
    [
      "Meta's code as text",
      400,
      { error: { message: 'x', code: '131026' } },
      131026,
      'undeliverable',
      'message',
    ],
    ["a code of Meta's that we do not know", 400, meta(999123), 999123, 'other', 'message'],
    [
      'the list of the former API',
      400,
      { errors: [{ code: 1013, title: 'User is not valid', details: 'No account' }] },
      1013,
      'other',
      'message',
    ],
    ['a plain text', 400, 'Something is wrong', 'http-400', 'other', 'message'],
    ['JSON without sense', 400, { x: 1 }, 'http-400', 'other-without-details', 'message'],
    ['a file too big for the gateway', 413, '<html>', 'http-413', 'upload-too-big', 'message'],
    ['something that is gone', 404, {}, 'http-404', 'not-found', 'message'],
  ];

  test.each(cases)('%s', (_label, status, body, code, key, flags) => {
    expect(failureOf(status, body)).toMatchObject({
      code,
      scope: flags === 'channel' ? 'channel' : 'message',
      retryable: flags === 'retry',
      human: { key: `failure.${key}` },
    });
  });

  test('details reach the sentence', () => {
    expect(failureOf(400, meta(999123, 'Das Feld fehlt')).human.params).toEqual({
      code: 999123,
      details: 'Das Feld fehlt',
    });
  });

  test.each([
    ['seconds', '17', 17],
    ['a date, which we leave aside', 'Wed, 14 Oct 2026 07:28:00 GMT', undefined],
  ])('Retry-After in %s', (_label, header, expected) => {
    expect(failureOf(429, '', { 'retry-after': header }).retryAfter).toBe(expected);
  });

  test('Retry-After outweighs what the table knows', () => {
    expect(failureOf(400, meta(131056), { 'retry-after': '30' }).retryAfter).toBe(30);
  });

  test('every sentence exists', () => {
    const keys = [
      ...cases.map(([, , , , key]) => `failure.${key}`),
      ...Object.values(failures).map((make) => make(1).human.key),
    ];
    expect(keys.filter((key) => texts[key] === undefined)).toEqual([]);
  });
});
