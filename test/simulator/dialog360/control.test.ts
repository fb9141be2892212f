import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axios from 'axios';

import { Clock } from '../../../simulator/dialog360';
import { Bench, BUSINESS, MARA, useBench, type Json } from './harness';

describe('The control API', () => {
  const bench = useBench();

  async function control(method: string, path: string, data?: unknown): Promise<Json> {
    const url = `${bench().dialog360.controlUrl}${path}`;
    const response = await axios.request({ method, url, data, validateStatus: () => true });
    return { status: response.status, data: response.data };
  }

  it('lets a customer write, and shows the chat with its ticks', async () => {
    const { status, data } = await control('post', `/phones/${MARA}/messages`, {
      to: BUSINESS,
      kind: 'text',
      text: 'Hallo',
    });
    expect([status, data.from, data.text]).toEqual([201, 'customer', 'Hallo']);
    await bench().send({ type: 'text', text: { body: 'Guten Tag' } });
    await bench().send({ type: 'image', image: { link: 'https://nowhere.example/a.jpg' } });
    await bench().settled();
    const chat = await control('get', `/phones/${MARA}/chats/${BUSINESS}`);
    expect(chat.data.messages.map(({ from, text, ticks }: Json) => [from, text, ticks])).toEqual([
      ['customer', 'Hallo', ''],
      ['business', 'Guten Tag', '✓✓'],
      ['business', '[image]', '✗ 131053'],
    ]);
    const read = await control('post', `/phones/${MARA}/chats/${BUSINESS}/read`);
    expect(read.data[1].ticks).toBe('✓✓ read');
  });

  it('sends files and albums, and gives files back', async () => {
    const album = await control('post', `/phones/${MARA}/albums`, {
      to: BUSINESS,
      messages: [{ kind: 'image' }, { kind: 'document', data: 'YSxi', mimeType: 'text/csv' }],
    });
    expect(album.status).toBe(201);
    const file = await axios.get(`http://127.0.0.1:${bench().dialog360.port}${album.data[1].media}`);
    expect([file.data, file.headers['content-type']]).toEqual(['a,b', expect.stringContaining('text/csv')]);
  });

  it('reacts, edits, deletes, calls, moves', async () => {
    const { data } = await control('post', `/phones/${MARA}/messages`, {
      to: BUSINESS,
      kind: 'text',
      text: 'Halo',
    });
    const wamid = encodeURIComponent(data.wamid);
    const statuses = [
      await control('post', `/phones/${MARA}/messages`, { to: BUSINESS, kind: 'reaction', to_message: 1 }),
      await control('patch', `/phones/${MARA}/messages/${wamid}`, { text: 'Hallo' }),
      await control('delete', `/phones/${MARA}/messages/${wamid}`),
      await control('post', `/phones/${MARA}/chats/${BUSINESS}/call`),
      await control('put', `/phones/${MARA}/chats/${BUSINESS}/marketing`, { value: 'stop' }),
      await control('patch', `/phones/${MARA}`, { online: false, autoRead: true }),
      await control('put', `/phones/${MARA}/number`, { waId: '4915111112222' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 200, 200, 202, 202, 200, 200]);
    expect((await control('get', `/phones/4915111112222/chats/${BUSINESS}`)).data.messages[0]).toMatchObject({
      text: 'Hallo',
      revoked: true,
    });
  });

  it('makes numbers, keys and phones', async () => {
    const number = await control('post', '/numbers', {
      displayNumber: '493012345',
      verifiedName: 'Zweigstelle',
    });
    expect(number.data).toMatchObject({
      environment: 'production',
      displayNumber: '493012345',
      account: 'active',
    });
    const key = await control('post', '/numbers/493012345/key');
    expect(key.data.apiKey).not.toBe(number.data.apiKey);
    expect((await control('patch', '/numbers/493012345', { account: 'unpaid' })).data.account).toBe('unpaid');
    const phone = await control('post', '/phones', { waId: '4915100000001', name: 'Neu' });
    expect(phone.data).toMatchObject({
      waId: '4915100000001',
      userId: expect.stringMatching(/^DE\./),
      online: true,
    });
    const sandbox = await control('post', '/numbers', { sandboxFor: '4915100000001' });
    expect(sandbox.data.environment).toBe('sandbox');
    expect((await control('get', '/numbers')).data).toHaveLength(4);
    expect((await control('get', '/phones')).data).toHaveLength(4);
  });

  it('causes events, reviews, faults, and lets time pass', async () => {
    const answers = [
      await control('post', `/numbers/${BUSINESS}/events`, {
        field: 'account_alerts',
        value: { alert: 'x' },
      }),
      await control('post', `/numbers/${BUSINESS}/echoes`, { to: MARA, text: 'Vom Handy' }),
      await control('patch', `/templates/${BUSINESS}/hello`, { status: 'PAUSED' }),
      await control('post', '/deliveries/retry'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 200, 202]);
    const { id } = (await control('post', '/faults', { kind: 'rate-limit', times: 2 })).data;
    expect((await control('get', '/faults')).data).toEqual([{ id, kind: 'rate-limit', times: 2 }]);
    expect((await control('delete', `/faults/${id}`)).data).toEqual([]);
    expect((await control('delete', '/faults')).status).toBe(200);
    const before = new Date((await control('get', '/time')).data.now).getTime();
    const after = new Date((await control('post', '/time', { advanceMs: 3_600_000 })).data.now).getTime();
    expect(after - before).toBeGreaterThanOrEqual(3_600_000);
    await bench().settled();
    expect((await control('get', '/deliveries')).data.map(({ summary }: Json) => summary)).toEqual([
      ['account_alerts'],
      ['smb_message_echoes'],
      ['message_template_status_update'],
    ]);
  });

  it.each([
    ['get', '/phones/4915150000000/chats/1', 404],
    ['get', '/numbers/1', 404],
    ['get', '/media/1', 404],
    ['delete', '/faults/1', 404],
    ['post', '/faults', 400],
    ['post', '/phones', 400],
    ['get', '/nowhere', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await control(method, path)).status).toBe(status);
  });
});

describe('A folder', () => {
  let folder: string;
  let bench: Bench;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dialog360-'));
    bench = await Bench.start({ folder });
  });
  afterEach(async () => {
    await bench.stop();
    rmSync(folder, { recursive: true });
  });

  async function restart(): Promise<void> {
    await bench.dialog360.close();
    await bench.open({ folder });
  }

  it('keeps numbers, keys, webhooks, chats, media, templates and time', async () => {
    await bench.openWindow();
    const photo = bench.dialog360.phone(MARA).send(BUSINESS, { kind: 'image' });
    bench.dialog360.advanceTime(3_600_000);
    bench.dialog360.templates.create(bench.number, {
      name: 'new_tea',
      language: 'en',
      category: 'UTILITY',
      components: [],
    });
    const key = bench.dialog360.regenerateKey(BUSINESS);
    await restart();
    expect(bench.number.apiKey).toBe(key);
    expect(
      bench.dialog360
        .phone(MARA)
        .chat(BUSINESS)
        .map(({ type }) => type),
    ).toEqual(['text', 'image']);
    expect((await bench.request('get', `/${photo.mediaId}`)).status).toBe(200);
    expect(bench.dialog360.templates.list(bench.number).map(({ name }) => name)).toContain('new_tea');
    expect(bench.dialog360.now() - Date.now()).toBeGreaterThan(3_500_000);
    expect((await bench.send({ type: 'text', text: { body: 'Ja' } })).status).toBe(200);
  });

  it('keeps webhooks that were not delivered, and receipts that had not been sent', async () => {
    await bench.dialog360.close();
    await bench.open({ folder, delivery: { retryBaseMs: 60_000 }, receipts: { sentAfterMs: 60_000 } });
    bench.dialog360.phone(MARA).send(BUSINESS, { kind: 'text', text: 'Hallo' });
    const { deliveries } = bench.dialog360;
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    await until(() => deliveries.at(-1)?.state === 'delivered');
    bench.receiver.answers.push(500);
    bench.dialog360.phone(MARA).send(BUSINESS, { kind: 'text', text: 'Noch da?' });
    await bench.send({ type: 'text', text: { body: 'Ja' } });
    await until(() => deliveries.at(-1)?.attempts.length === 1);
    await restart();
    await bench.settled();
    expect(bench.receiver.messages.map(({ text }) => text.body)).toEqual(['Hallo', 'Noch da?', 'Noch da?']);
    expect(bench.receiver.statuses.map(({ status }) => status).sort()).toEqual(['delivered', 'sent']);
  });
});

describe('The clock', () => {
  it('can be shared and stands wherever its base stands', () => {
    const clock = new Clock(() => 1_000);
    clock.advance(500);
    expect([clock.now(), clock.ahead]).toEqual([1_500, 500]);
  });
});
