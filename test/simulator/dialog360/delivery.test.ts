import { type Bench, BUSINESS, JO, MARA, useBench } from './harness';

const write = (bench: Bench, text = 'Hallo', waId = MARA) =>
  bench.dialog360.phone(waId).send(BUSINESS, { kind: 'text', text });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean | undefined): Promise<void> {
  while (!holds()) {
    await pause(2);
  }
}

describe('Setting the webhook', () => {
  const bench = useBench();
  const set = (body: unknown) => bench().request('post', '/v1/configs/webhook', body);

  it('echoes address and headers, and reads them back in clear', async () => {
    const webhook = { url: 'https://chat.example/api/x?number=1', headers: { 'X-Webhook-Secret': 's3cret' } };
    expect((await set(webhook)).data).toEqual(webhook);
    expect((await bench().request('get', '/v1/configs/webhook')).data).toEqual(webhook);
  });

  it.each([
    ['http', 'http://chat.example/x'],
    ['a port', 'https://chat.example:3000/x'],
    ['the default port', 'https://chat.example:443/x'],
    ['an underscore', 'https://my_chat.example/x'],
    ['localhost', 'https://localhost/x'],
    ['an address', 'https://192.168.0.5/x'],
    ['a name without a dot', 'https://chat/x'],
    ['no address at all', 'chat'],
  ])('refuses an address with %s', async (_label, url) => {
    const { status, data } = await set({ url });
    expect([status, data.meta.success]).toEqual([400, false]);
  });

  it.each([
    ['no url', {}],
    ['headers that are no texts', { url: 'https://chat.example', headers: { a: 1 } }],
    ['a header name with an underscore', { url: 'https://chat.example', headers: { X_Secret: '1' } }],
  ])('refuses a body with %s', async (_label, body) => {
    expect((await set(body)).status).toBe(400);
  });

  it('of the account takes effect after 15 s and gives way to the number’s own', async () => {
    const wide = { url: 'https://wide.example/x', headers: { A: '1' } };
    bench().number.webhook = undefined;
    expect((await bench().request('post', '/waba_webhook', wide)).data).toEqual({
      message: expect.any(String),
    });
    expect((await bench().request('get', '/waba_webhook')).data.url).toBe('');
    bench().dialog360.advanceTime(15_000);
    expect((await bench().request('get', '/waba_webhook')).data).toEqual({
      waba_id: bench().number.wabaId,
      phone_numbers: ['4930901820'],
      ...wide,
    });
    write(bench());
    await until(() => !!bench().dialog360.deliveries[0]?.attempts.length);
    await set({ url: 'https://chat.example/own' });
    await bench().settled();
    expect(bench().dialog360.deliveries[0]?.attempts[0]?.url).toBe('https://wide.example/x');
    expect(bench().dialog360.deliveries[0]?.attempts.at(-1)?.url).toBe('https://chat.example/own');
  });

  it('of the account replaces the numbers’ own when told to', async () => {
    await bench().request('post', '/waba_webhook', { url: 'https://chat.example/wide', override_all: true });
    bench().dialog360.advanceTime(15_000);
    write(bench());
    await bench().settled();
    expect(bench().dialog360.deliveries[0]?.attempts[0]?.url).toBe('https://chat.example/wide');
  });
});

describe('Delivery of webhooks', () => {
  const bench = useBench();
  const log = () => bench().dialog360.deliveries;

  it('posts JSON with the headers that were set', async () => {
    write(bench());
    await bench().settled();
    expect(bench().receiver.received[0]?.headers).toMatchObject({
      host: 'chat.example',
      'content-type': 'application/json',
      'x-secret': 's3cret',
    });
    expect(log()[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 200, url: 'https://chat.example/hook' }],
    });
    expect(log()[0]?.summary[0]).toMatch(/^text wamid\./);
  });

  it.each([[201], [202], [204], [302], [404], [500]])(
    'takes %i for a failure and tries again',
    async (status) => {
      bench().receiver.answers.push(status);
      write(bench());
      await bench().settled();
      expect(log()[0]?.attempts.map((attempt) => attempt.status)).toEqual([status, 200]);
      const ids = bench().receiver.messages.map(({ id }) => id);
      expect(ids[0]).toBe(ids[1]);
    },
  );

  it('survives a receiver that cannot be reached or whose name is unknown', async () => {
    bench().number.webhook = { url: 'https://gone.example/x', headers: {}, setAt: 0 };
    write(bench());
    await until(() => !!log()[0]?.attempts.length);
    expect(log()[0]?.attempts[0]?.error).toBe('getaddrinfo ENOTFOUND gone.example');
    bench().number.webhook = { url: 'https://chat.example/x', headers: {}, setAt: 0 };
    await bench().settled();
    expect(log()[0]?.state).toBe('delivered');
  });

  it('gives up after 7 days', async () => {
    bench().receiver.answers.push(...Array<number>(20).fill(500));
    write(bench());
    await until(() => !!log()[0]?.attempts.length);
    bench().dialog360.advanceTime(8 * 86_400_000);
    await bench().settled();
    expect(log()[0]?.state).toBe('givenUp');
  });

  it('tries again at once when told to', async () => {
    await bench().dialog360.close();
    await bench().open({ delivery: { retryBaseMs: 60_000 } });
    bench().number.webhook = { url: 'https://chat.example/x', headers: {}, setAt: 0 };
    bench().receiver.answers.push(500);
    write(bench());
    await until(() => !!log()[0]?.attempts.length);
    bench().dialog360.retryNow();
    await until(() => log()[0]?.state === 'delivered');
    expect(log()[0]?.attempts.map(({ status }) => status)).toEqual([500, 200]);
  });

  it('drops what happens while a number has no webhook', async () => {
    bench().number.webhook = undefined;
    write(bench());
    await bench().settled();
    expect(log()[0]).toMatchObject({ state: 'noWebhook', attempts: [] });
  });
});

describe('A receiver that fails', () => {
  const bench = useBench({ delivery: { retryBaseMs: 60 } });
  const log = () => bench().dialog360.deliveries;

  it('gets pauses that double, and nothing else for the number meanwhile', async () => {
    bench().receiver.answers.push(500, 500);
    write(bench(), 'Eins');
    await until(() => log()[0]?.attempts.length === 1);
    write(bench(), 'Zwei');
    await bench().settled();
    const times = log()
      .flatMap(({ attempts }) => attempts.map(({ at }) => at))
      .sort((one, other) => one - other);
    const [first = 0, second = 0, , last = 0] = times;
    expect(times).toHaveLength(4);
    expect(second - first).toBeGreaterThanOrEqual(55);
    expect(last - second).toBeGreaterThanOrEqual(115);
    expect(log().map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });
});

describe('A receiver that does not answer', () => {
  const bench = useBench({ delivery: { retryBaseMs: 5, deadlineMs: 1_000 } });
  const log = () => bench().dialog360.deliveries;

  it('takes an answer after the deadline for none', async () => {
    bench().receiver.answers.push('silence');
    write(bench());
    await bench().settled();
    const [late, good] = log()[0]!.attempts;
    expect(late).toMatchObject({ error: 'no answer within 1000 ms' });
    expect(late?.status).toBeUndefined();
    expect(late?.latencyMs).toBeGreaterThanOrEqual(990);
    expect(good?.status).toBe(200);
  });

  it('is concurrent', async () => {
    bench().receiver.answers.push('silence');
    write(bench(), 'Eins');
    write(bench(), 'Zwei', JO);
    await until(() => log().some(({ state }) => state === 'delivered'));
    expect(
      log()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['delivered', 'waiting']);
    await bench().settled();
  });

  it('does not hold up the answer to the business', async () => {
    await bench().openWindow();
    bench().receiver.answers.push('silence');
    const started = performance.now();
    await bench().send({ type: 'text', text: { body: 'Ja' } });
    expect(performance.now() - started).toBeLessThan(950);
  });
});
