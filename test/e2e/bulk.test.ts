import app from '../../app.json';
import { BulkClient, mostInASecond } from '../../simulator/bulkClient';
import type { Town } from '../../simulator/town';
import { LIMITS } from '../../src/domain/limits';
import { eventually, setSetting } from './support/room';
import { leave, townWithApp } from './support/town';

const TOKEN = 'a-long-random-token-of-a-test';
const RECIPIENTS = 300;

describe('A bulk job', () => {
  let town: Town;
  let bulk: BulkClient;
  let everybody: string[];

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    await town.connect();
    await setSetting(town, 'api_token', TOKEN);
    bulk = new BulkClient(town, app.id, TOKEN);
    everybody = bulk.recipients(RECIPIENTS);
    // Statuses are not what this is about, and there would be thousands.
    town.dialog360.faults.add({ kind: 'drop-status' });
  });

  afterAll(() => leave(town));

  const order = (recipients: object[]): object => ({
    connectedWhatsAppNo: '+4930901820',
    template: { name: 'order_update', language: { code: 'de' } },
    recipients,
  });

  const personal = (to: string): object => ({
    phoneNumber: `+${to}`,
    variables: { 'body-first_name': `Gast ${to.slice(-4)}`, 'body-order': to },
  });

  it('is the same job under the same key, and another one with other contents is refused', async () => {
    const [one, other] = everybody;
    const request = { ...order([personal(one!)]), idempotencyKey: 'spring', open: true };
    const first = await bulk.post(0, '', request);
    const again = await bulk.post(1, '', request);
    expect(again.id).toBe(first.id);
    expect(again).toMatchObject({ state: 'collecting', recipients: 1 });
    const changed = { ...order([personal(other!)]), idempotencyKey: 'spring', open: true };
    await expect(bulk.post(0, '', changed)).rejects.toThrow(
      '409 This idempotencyKey belongs to another request',
    );
    expect(await bulk.post(1, `?id=${first.id}&action=cancel`)).toMatchObject({ id: first.id });
    await eventually('its end', async () => (await bulk.status(0, first.id)).state === 'cancelled');
    expect(await bulk.results(0, first.id)).toEqual([
      [one, 'failed', '', 'cancelled', expect.any(String), '', '', '', ''],
    ]);
    expect(bulk.arrivals(everybody)).toEqual([]);
  });

  it('reaches each recipient once, also when they come in several requests', async () => {
    const half = RECIPIENTS / 2;
    const { id } = await bulk.post(0, '', {
      ...order([...everybody.slice(0, half).map(personal), { phoneNumber: 'nobody' }]),
      idempotencyKey: 'summer',
      open: true,
    });
    const rest = { recipients: everybody.slice(half).map(personal) };
    await bulk.post(1, `?id=${id}`, rest);
    expect(await bulk.post(1, `?id=${id}`, rest)).toMatchObject({ recipients: RECIPIENTS + 1 });
    await bulk.post(0, `?id=${id}&action=start`);

    await eventually('the end', async () => (await bulk.status(1, id)).state === 'finished');
    const rows = await bulk.results(1, id);
    const arrivals = bulk.arrivals(everybody);
    expect(arrivals.map(({ to }) => to).sort()).toEqual([...everybody].sort());
    expect(
      rows
        .filter(([, result]) => result === 'accepted')
        .map(([to]) => to)
        .sort(),
    ).toEqual([...everybody].sort());
    expect(rows.filter(([, result]) => result !== 'accepted').map(([to, , , code]) => [to, code])).toEqual([
      ['nobody', 'invalid-number'],
    ]);
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(LIMITS.throughput);
  });

  it('shows in the setup room, with the results as a file', async () => {
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(setup._id, `of ${RECIPIENTS + 1} accepted by WhatsApp`);
    const messages = await town.rocketchat.store.messages.findAsync({ rid: setup._id });
    expect(messages.filter(({ file }) => file?.name.endsWith('.csv'))).not.toHaveLength(0);
  });

  it('is paused and goes on by the buttons there', async () => {
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    const { id } = await bulk.post(1, '', { ...order(everybody.map(personal)), idempotencyKey: 'autumn' });
    const card = await admin.waitForMessage(setup._id, new RegExp(`${id}.*is running`));
    await admin.clickBlock(card, 'bulk-pause');
    await eventually('a pause', async () => (await bulk.status(0, id)).state === 'paused');
    const paused = await admin.waitForMessage(setup._id, new RegExp(`${id}.*is paused`));
    const { waiting } = await bulk.status(0, id);
    expect(waiting).toBeGreaterThan(0);
    await admin.clickBlock(paused, 'bulk-resume');
    await eventually('work', async () => (await bulk.status(0, id)).state === 'running');
    await admin.delete(paused);
    await eventually('the end', async () => (await bulk.status(0, id)).state === 'finished');
    const last = await bulk.status(0, id);
    expect(last).toMatchObject({ accepted: RECIPIENTS, failed: 0, waiting: 0 });
    await admin.waitForMessage(setup._id, new RegExp(`${id}.*is done`));
    const messages = await town.rocketchat.store.messages.findAsync({ rid: setup._id });
    expect(messages.filter(({ msg }) => msg.includes(id))).toHaveLength(1);
  });

  it('tells what was delivered, read, and failed after it was accepted, also when the job is done', async () => {
    town.dialog360.faults.clear();
    town.dialog360.faults.add({ kind: 'status-failure', code: 131049, times: 1 });
    const recipients = everybody.slice(0, 5).map(personal);
    const { id } = await bulk.post(0, '', { ...order(recipients), idempotencyKey: 'winter' });
    await bulk.reaches(id, ({ state, delivered }) => state === 'finished' && delivered === 4);
    expect(await bulk.status(1, id)).toMatchObject({ accepted: 5, read: 0, waiting: 0 });
    const [reader] = (await bulk.results(0, id)).find(([, , , , , status]) => status === 'delivered')!;
    await town.dialog360.phone(reader!).read(town.people.production.displayNumber);
    await bulk.reaches(id, ({ read, failedLater }) => read === 1 && failedLater === 1);
    expect(await bulk.status(0, id)).toMatchObject({ accepted: 5, failed: 0, delivered: 4 });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    const wamid = expect.stringContaining('wamid.') as string;
    const words = expect.stringContaining('WhatsApp') as string;
    const rows = await bulk.results(1, id);
    const rowsOf = (wanted: string) => rows.filter(([, , , , , status]) => status === wanted);
    expect(rowsOf('failed')).toEqual([
      [expect.any(String), 'accepted', wamid, '131049', words, 'failed', '', '', time],
    ]);
    expect(rowsOf('read')).toEqual([[reader, 'accepted', wamid, '', '', 'read', time, time, '']]);
    expect(rowsOf('delivered')).toHaveLength(3);
  });
});
