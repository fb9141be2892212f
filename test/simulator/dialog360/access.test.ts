import axios from 'axios';

import { API, Bench, MARA, SANDBOX, useBench } from './harness';

const text = { type: 'text', text: { body: 'Hallo' } };

describe('Access to the API', () => {
  const bench = useBench();

  it.each([
    ['a missing key', API, { 'D360-API-KEY': '' }],
    ['an unknown key', API, { 'D360-API-KEY': 'nobody' }],
    ['a sandbox key on the production host', API, { 'D360-API-KEY': 'demo-sandbox-key' }],
    ['a production key on the sandbox host', SANDBOX, {}],
  ])('answers 401 to %s', async (_label, host, headers) => {
    const { status, data } = await bench().request('get', `${host}/v1/configs/webhook`, undefined, headers);
    expect(status).toBe(401);
    expect(data).toEqual({
      meta: { success: false, http_code: 401, developer_message: 'Invalid api_key or token expired' },
    });
  });

  it.each([
    ['disabled', 400, /has been disabled/],
    ['unpaid', 400, /lack of payment/],
    ['blocked', 403, /endpoint is blocked/],
  ] as const)('answers a good key of an account that is %s with %i', async (account, status, message) => {
    bench().dialog360.updateNumber(bench().number.id, { account });
    const answer = await bench().send(text);
    expect(answer.status).toBe(status);
    expect(answer.data.meta.developer_message).toMatch(message);
  });

  it('voids the old key and the webhook when a new key is made', async () => {
    const key = bench().dialog360.regenerateKey(bench().number.id);
    const old = await bench().request('get', '/v1/configs/webhook', undefined, {
      'D360-API-KEY': 'demo-production-key',
    });
    const fresh = await bench().request('get', '/v1/configs/webhook', undefined, { 'D360-API-KEY': key });
    expect(old.status).toBe(401);
    expect(fresh.data).toEqual({});
  });

  it.each([
    [
      'metaCamel',
      { meta: { httpCode: 401, developerMessage: 'Invalid api_key or token expired', success: false } },
    ],
    ['error', { error: 'Invalid api_key or token expired' }],
    ['message', { message: 'Invalid api_key or token expired' }],
    ['text', 'Invalid api_key or token expired'],
  ] as const)('can put its errors in the shape %s', async (errorShape, body) => {
    await bench().dialog360.close();
    await bench().open({ errorShape });
    const { data } = await bench().request('get', '/health_status', undefined, { 'D360-API-KEY': 'nobody' });
    expect(data).toEqual(body);
  });

  it('does not know paths with /v1 on production', async () => {
    const { status } = await bench().request('post', '/v1/messages', {
      messaging_product: 'whatsapp',
      ...text,
    });
    expect(status).toBe(404);
  });

  it.each([
    ['a medium', 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=3', 401],
    ['anything else', 'https://lookaside.fbsbx.com/', 404],
  ])('answers a stranger who asks the lookaside host for %s', async (_label, address, status) => {
    expect((await bench().request('get', address)).status).toBe(status);
  });

  it('keeps the control API away from public names', async () => {
    expect((await bench().request('get', '/control/v1/numbers')).status).toBe(404);
    expect((await axios.get(`${bench().dialog360.controlUrl}/numbers`)).status).toBe(200);
  });

  it('refuses a body that is not JSON', async () => {
    const { status, data } = await bench().request('post', '/messages', '{"to":', {
      'Content-Type': 'application/json',
    });
    expect([status, data.error.code]).toEqual([400, 100]);
  });

  it('takes its names off the internet when it stops', async () => {
    await bench().dialog360.close();
    expect(() => bench().internet.route(API)).toThrow('ENOTFOUND');
  });
});

describe('Rate limits', () => {
  const slow = { burst: 2, perSecond: 1 };

  it.each([
    ['a number', { throughput: slow }, 130429],
    ['a number and one user', { pair: slow }, 131056],
  ])('end for %s with a code, and recover with time', async (_label, rates, code) => {
    const bench = await Bench.start({ rates });
    const answers = [await bench.send(text), await bench.send(text), await bench.send(text)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(answers[2]?.data.error.code).toBe(code);
    bench.dialog360.advanceTime(1000);
    expect((await bench.send(text)).status).toBe(200);
    await bench.stop();
  });

  it('end media requests with the text of 360dialog', async () => {
    const bench = await Bench.start({ rates: { media: { burst: 1, perSecond: 1 } } });
    await bench.request('get', '/123');
    const { status, data } = await bench.request('get', '/123');
    expect(status).toBe(400);
    expect(data.meta.developer_message).toBe('You have exceeded the endpoint rate limit.');
    await bench.stop();
  });

  it('let a burst to one user through as WhatsApp does', async () => {
    const bench = await Bench.start();
    const answers = await Promise.all(Array.from({ length: 46 }, () => bench.send(text, `+${MARA}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(45);
    await bench.stop();
  });
});
