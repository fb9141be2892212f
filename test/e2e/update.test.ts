import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';

import type { DeliveryRecord } from '../../simulator/dialog360/state/records';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { quiet } from './support/actions';
import {
  agentIn,
  leave,
  openRoomOf,
  restartedTown,
  roomsOf,
  townWithApp,
  waitForCustomerMessages,
  zipOfVersion,
} from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');

const mara = (town: Town) => town.people.customers[0]!;
const write = (town: Town, text: string): unknown =>
  mara(town).send(town.people.production.displayNumber, { kind: 'text', text });

/** Waits until 360dialog was told to come again with each of its latest webhooks. */
async function refused(town: Town, count = 1): Promise<void> {
  const wasRefused = ({ attempts }: DeliveryRecord): boolean => attempts.some(({ status }) => status !== 200);
  await waitFor(
    `${count} webhooks to be refused`,
    () => town.dialog360.deliveries.slice(-count).every(wasRefused) || undefined,
    () => '',
  );
}

/** The customer writes and is answered, in one and the same room. */
async function talk(town: Town, roomId: string, words: string, count: number): Promise<void> {
  write(town, `${words}?`);
  expect((await waitForCustomerMessages(town, roomId, count)).at(-1)).toBe(`${words}?`);
  const room = await openRoomOf(town, 'Mara Lindner');
  expect(room._id).toBe(roomId);
  await (await agentIn(town, room)).send(roomId, `${words}!`);
  await mara(town).receives(({ preview }) => preview === `${words}!`);
}

describe('A conversation goes on', () => {
  let town: Town;
  let roomId: string;
  let webhook: string;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    webhook = town.people.production.webhook!.url;
    write(town, 'Hello');
    roomId = (await openRoomOf(town, 'Mara Lindner'))._id;
  });
  afterAll(() => leave(town));

  const hash = async (): Promise<string> =>
    (await town.rocketchat.store.apps.findOneAsync({ appId: APP_ID }))._id;

  async function change(status: 'MANUALLY_ENABLED' | 'MANUALLY_DISABLED'): Promise<AppStatus> {
    const { manager, engine } = town.rocketchat.instance;
    return (await manager.changeStatus(APP_ID, engine.status.AppStatus[status])).getStatus();
  }

  test('over an update to a newer version, at the same private address', async () => {
    await talk(town, roomId, 'Before the update', 2);
    const before = await hash();
    await town.rocketchat.installApp(await zipOfVersion('9.0.0'));
    expect(town.rocketchat.instance.manager.getOneById(APP_ID).getVersion()).toBe('9.0.0');
    expect(await hash()).toBe(before);
    expect(webhook).toContain(`/${before}/`);
    expect(town.people.production.webhook!.url).toBe(webhook);
    await talk(town, roomId, 'After the update', 3);
    expect(await roomsOf(town, 'Mara Lindner')).toHaveLength(1);
  });

  test('over an update in the middle of it, after which nothing is left behind', async () => {
    const words = Array.from({ length: 6 }, (_, index) => `While it is updated ${index}`);
    const release = await zipOfVersion('9.0.1');
    words.forEach((text) => write(town, text));
    await waitForCustomerMessages(town, roomId, 4);
    await town.rocketchat.installApp(release);
    // Sooner than the lease of anything that was left would run out.
    const messages = await waitForCustomerMessages(town, roomId, 9, 25_000);
    expect(messages.slice(3).sort()).toEqual(words);
    await quiet(town);
    expect(await waitForCustomerMessages(town, roomId, 9)).toHaveLength(9);
  });

  test('over a time in which the app was disabled: what the customer wrote then comes, once', async () => {
    await change('MANUALLY_DISABLED');
    write(town, 'While it was disabled');
    await refused(town);
    expect(await waitForCustomerMessages(town, roomId, 9)).toHaveLength(9);
    await change('MANUALLY_ENABLED');
    const messages = await waitForCustomerMessages(town, roomId, 10);
    expect(messages.at(-1)).toBe('While it was disabled');
    await talk(town, roomId, 'When it was back', 11);
  });

  test('over an update that brings records into another form, once', async () => {
    const records = town.rocketchat.store.appPersistence;
    const number = await records.findOneAsync({ 'associations.id': 'numbers' });
    const { id } = number.data as { id: string };
    const associations = [{ model: 'misc' as const, id: `trouble:${id}` }];
    // As version 0.1.0 wrote it, which said nothing of the form of its records.
    await records.insertAsync({ appId: APP_ID, associations, data: { code: '131042', savedAt: Date.now() } });
    await records.removeAsync({ 'associations.id': 'format' }, { multi: true });
    await town.rocketchat.installApp(await zipOfVersion('9.1.0'));
    const [trouble] = await records.findAsync({ 'associations.id': `trouble:${id}:channel` });
    expect(trouble).toMatchObject({ data: { trouble: { numberId: id, code: '131042' } } });
    expect(await records.countAsync({ associations })).toBe(0);
    expect(await records.findAsync({ 'associations.id': 'format' })).toMatchObject([
      { data: { version: 1 } },
    ]);
    await talk(town, roomId, 'After the migration', 12);
  });

  test('until the app is uninstalled, which takes all its records along, and says whose webhook is left', async () => {
    const { store, instance } = town.rocketchat;
    const { rid } = await store.messages.findOneAsync({ msg: /Well done/ });
    await quiet(town);
    expect(await store.appPersistence.countAsync({ appId: APP_ID })).toBeGreaterThan(0);
    await instance.manager.remove(APP_ID, { user: {} as never });
    expect(await store.appPersistence.countAsync({ appId: APP_ID })).toBe(0);
    expect(await store.appJobs.countAsync({})).toBe(0);
    expect(await store.users.countAsync({ appId: APP_ID })).toBe(0);
    expect(await store.messages.countAsync({ rid: roomId, msg: 'Hello' })).toBe(1);
    const left = /uninstalled\. The webhook of \+4930901820 had nowhere to go back to/;
    expect(await store.messages.countAsync({ rid, msg: left })).toBe(1);
  });
});

describe('A restart of everything over its folder', () => {
  let folder: string;
  let town: Town;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'town-'));
    town = await townWithApp({ folder });
  });
  afterAll(async () => {
    await leave(town);
    await rm(folder, { recursive: true });
  });

  test('keeps the number, the room and the conversation', async () => {
    await town.connect({ welcomeMessage: 'Welcome to the tea house!' });
    write(town, 'Hello');
    const { _id } = await openRoomOf(town, 'Mara Lindner');
    await talk(town, _id, 'Before the restart', 2);
    await quiet(town);
    const { webhook } = town.people.production;
    const numbers = town.rocketchat.store.appPersistence;
    const before = await numbers.countAsync({ 'data.webhookSecret': { $exists: true } });
    await leave(town);

    town = await restartedTown(folder);
    expect(town.people.production.webhook).toEqual(webhook);
    const records = town.rocketchat.store.appPersistence;
    expect(await records.countAsync({ 'data.webhookSecret': { $exists: true } })).toBe(before);
    await talk(town, _id, 'After the restart', 3);
    const welcomes = mara(town).inbox.filter(({ preview }) => preview.includes('Welcome'));
    expect(welcomes).toHaveLength(1);
  });

  test("brings what the customer wrote while the workspace was down, by 360dialog's retries, once", async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    await quiet(town);
    await town.rocketchat.stop();
    write(town, 'Is anybody there');
    write(town, 'I will wait');
    await refused(town, 2);
    await leave(town);
    town = await restartedTown(folder);
    const messages = await waitForCustomerMessages(town, room._id, 5);
    // Neither 360dialog's retries nor webhooks side by side have an order.
    expect(messages.slice(3).sort()).toEqual(['I will wait', 'Is anybody there']);
    await quiet(town);
    expect(await waitForCustomerMessages(town, room._id, 5)).toHaveLength(5);
  });
});
