import { API, BUSINESS, MARA, useBench } from './harness';

const text = { type: 'text', text: { body: 'Ja' } };
const bench = useBench();
const faults = () => bench().dialog360.faults;
const write = (body: string) => bench().dialog360.phone(MARA).send(BUSINESS, { kind: 'text', text: body });
const bodies = () => bench().receiver.messages.map((message) => message.text.body);

/** What becomes of a request: its status, or why there is none. */
const outcome = (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    (answer) => (answer as { status: number }).status,
    (error) => error.code,
  );

/** For a request that gets no answer: `silence`, once that has lasted for a while. */
const silence = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 300, 'silence'));

describe('Outages of the API', () => {
  it.each([
    ['bad-gateway', 502],
    ['reset', 'ECONNRESET'],
    ['refused', 'ECONNREFUSED'],
  ] as const)('%s shows as %s, and ends', async (mode, expected) => {
    const id = faults().add({ kind: 'outage', mode });
    expect(await outcome(bench().request('get', '/health_status'))).toBe(expected);
    faults().remove(id);
    expect(await outcome(bench().request('get', '/health_status'))).toBe(200);
  });

  it('timeout shows as silence, and ends', async () => {
    const id = faults().add({ kind: 'outage', mode: 'timeout' });
    const unanswered = outcome(bench().request('get', '/health_status'));
    expect(await Promise.race([unanswered, silence()])).toBe('silence');
    faults().remove(id);
    expect(await outcome(bench().request('get', '/health_status'))).toBe(200);
  });

  it('leave the control API alone', async () => {
    faults().add({ kind: 'outage', mode: 'refused' });
    const { default: axios } = await import('axios');
    expect((await axios.get(`${bench().dialog360.controlUrl}/faults`)).data).toHaveLength(1);
  });
});

describe('Errors of the API', () => {
  it.each([
    ['auth-failure', { kind: 'auth-failure' }, 401],
    ['rate-limit', { kind: 'rate-limit' }, 400],
    ['graph-error', { kind: 'graph-error', code: 131016 }, 500],
    ['answer', { kind: 'answer', status: 503, body: '<html>gateway</html>' }, 503],
  ] as const)('%s comes as often as told', async (_label, fault, status) => {
    faults().add({ ...fault, times: 2 });
    const answers = [await bench().send(text), await bench().send(text), await bench().send(text)];
    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
  });

  it('come for one path, method and number only', async () => {
    faults().add({ kind: 'rate-limit', path: '/messages', method: 'post', number: bench().number.id });
    const other = bench().dialog360.createNumber();
    expect((await bench().request('get', '/health_status')).status).toBe(200);
    expect((await bench().send(text)).status).toBe(400);
    const foreign = await bench().request(
      'post',
      '/messages',
      { messaging_product: 'whatsapp', to: `+${MARA}`, ...text },
      { 'D360-API-KEY': other.apiKey },
    );
    expect(foreign.status).toBe(200);
  });

  it('may only be slowness', async () => {
    faults().add({ kind: 'slow', ms: 40 });
    const started = performance.now();
    expect((await bench().send(text)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(35);
  });

  it('refuse malformed faults', () => {
    expect(() => faults().add({ kind: 'gremlins' } as never)).toThrow();
  });
});

describe('Faults of sending', () => {
  beforeEach(() => bench().openWindow());

  it('lose the answer of a message that goes out', async () => {
    faults().add({ kind: 'lost-response', times: 1 });
    const unanswered = outcome(bench().send({ ...text, biz_opaque_callback_data: 'rc:9' }));
    expect(await Promise.race([unanswered, silence()])).toBe('silence');
    await bench().settled();
    expect(bench().receiver.statuses[0]).toMatchObject({ biz_opaque_callback_data: 'rc:9' });
    expect(bench().dialog360.phone(MARA).inbox).toHaveLength(1);
  });

  it('report a status before the answer', async () => {
    faults().add({ kind: 'status-before-response' });
    await bench().send(text);
    expect(bench().receiver.statuses.length).toBeGreaterThan(0);
    await bench().settled();
    expect(bench().receiver.statuses.map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });

  it('let a message fail with any code', async () => {
    faults().add({ kind: 'status-failure', code: 131042, times: 1 });
    await bench().send(text);
    await bench().settled();
    expect(bench().receiver.statuses[0].errors[0]).toMatchObject({
      code: 131042,
      title: 'Business eligibility payment issue',
    });
  });

  it('drop a status', async () => {
    faults().add({ kind: 'drop-status', status: 'delivered' });
    await bench().send(text);
    await bench().settled();
    await bench().dialog360.phone(MARA).read(BUSINESS);
    expect(bench().receiver.statuses.map(({ status }) => status)).toEqual(['sent', 'read']);
  });
});

describe('Faults of webhooks', () => {
  it('send the same ten times at once', async () => {
    faults().add({ kind: 'duplicate-webhooks', copies: 10, times: 1 });
    write('Eins');
    await bench().settled();
    expect(bodies()).toEqual(Array(10).fill('Eins'));
    expect(new Set(bench().receiver.messages.map(({ id }) => id)).size).toBe(1);
  });

  it('turn the order round', async () => {
    faults().add({ kind: 'reorder-webhooks', size: 3 });
    ['Eins', 'Zwei', 'Drei'].forEach(write);
    await bench().settled();
    expect(bodies()).toEqual(['Drei', 'Zwei', 'Eins']);
  });

  it.each([
    ['changes', { entries: 1, changes: 2, messages: 1 }],
    ['entries', { entries: 2, changes: 1, messages: 1 }],
    ['lists', { entries: 1, changes: 1, messages: 2 }],
  ] as const)('put several events into one payload as %s', async (layout, sizes) => {
    faults().add({ kind: 'batch-webhooks', layout });
    ['Eins', 'Zwei'].forEach(write);
    await bench().settled();
    const body = bench().receiver.received[0]?.body;
    expect(bench().receiver.received).toHaveLength(1);
    expect({
      entries: body.entry.length,
      changes: body.entry[0].changes.length,
      messages: body.entry[0].changes[0].value.messages.length,
    }).toEqual(sizes);
    expect(bodies()).toEqual(['Eins', 'Zwei']);
  });

  it('do not wait for a full batch for ever', async () => {
    faults().add({ kind: 'batch-webhooks', size: 5, holdMs: 10 });
    write('Eins');
    await bench().settled();
    expect(bodies()).toEqual(['Eins']);
  });

  it('hold a webhook back', async () => {
    faults().add({ kind: 'delay-webhooks', ms: 40, times: 1 });
    write('Eins');
    write('Zwei');
    await bench().settled();
    expect(bodies()).toEqual(['Zwei', 'Eins']);
  });

  it('write times in milliseconds', async () => {
    faults().add({ kind: 'millisecond-timestamps' });
    write('Eins');
    await bench().settled();
    expect(bench().receiver.messages[0].timestamp).toMatch(/^\d{13}$/);
  });

  it('can be listed and all be taken away', async () => {
    faults().add({ kind: 'duplicate-webhooks' });
    faults().add({ kind: 'rate-limit', times: 3 });
    expect(
      faults()
        .list()
        .map(({ kind }) => kind),
    ).toEqual(['duplicate-webhooks', 'rate-limit']);
    faults().clear();
    write('Eins');
    await bench().settled();
    expect(bodies()).toEqual(['Eins']);
    expect(bench().internet.route(API).host).toBe('waba-v2.360dialog.io');
  });
});
