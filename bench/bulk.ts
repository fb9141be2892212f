import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import app from '../app.json';
import { packageApp } from '../scripts/lib/packaging/packageApp';
import { BulkClient } from '../simulator/bulkClient';
import type { Phone } from '../simulator/dialog360/phones/phone';
import { waitFor } from '../simulator/rocketchat/client/wait';
import type { WebClient } from '../simulator/rocketchat/client/webClient';
import { Town, type TownOptions } from '../simulator/town';

export interface BulkRun {
  /** The numbers that the job was for, in order; one of them came often. */
  recipients: string[];
  /** Of the results. */
  rows: string[][];
  /** What reached the phones, the first one first. */
  arrivals: { to: string; words: string }[];
  /** When 360dialog was asked to send something, by whom it was for; and how often that was too soon. */
  attempts: { whom: string; at: number }[];
  tooFast: number;
  /** From the start until the job is finished, with the time in which nobody worked after the server's death. */
  seconds: number;
  /** From an agent's request until 360dialog has the answer, milliseconds: before the job, and during it. */
  delays: { before: number[]; during: number[] };
}

export interface BulkPlan {
  recipients: number;
  /** Messages a second of the number, at 360dialog and in the app: it depends on the number's throughput. */
  perSecond: number;
}

const ROOT = join(__dirname, '..');
const TOKEN = 'token-of-the-benchmark';
/** So many recipients fit into a request of 100 kB. */
const CHUNK = 1_000;
/** Messages for the first of all phones: three more than WhatsApp takes at once. */
const FOR_ONE = 48;
const ANSWERS = 10;
const LONGEST = 10 * 60_000;

/** What the town needs for {@link runBulk}. */
export function bulkTown({ perSecond }: BulkPlan): TownOptions {
  const rates = { throughput: { burst: perSecond, perSecond } };
  return { instances: 2, pace: { rates } };
}

export async function bulk(plan: BulkPlan): Promise<BulkRun> {
  const town = await Town.open(bulkTown(plan));
  try {
    const outDir = mkdtempSync(join(tmpdir(), 'whatsapp-bench-'));
    await town.rocketchat.installApp((await packageApp({ root: ROOT, outDir })).file);
    return await runBulk(town, plan);
  } finally {
    await town.close();
  }
}

/** A job over two servers, the one at work of which dies in the middle, while an agent answers a customer. */
export async function runBulk(town: Town, { recipients: count, perSecond }: BulkPlan): Promise<BulkRun> {
  await town.connect();
  await setThroughput(town, perSecond);
  const settings = town.rocketchat.instance.manager.getSettingsManager();
  const token = town.rocketchat.instance.manager.getOneById(app.id).getStorageItem().settings['api_token']!;
  await settings.updateAppSetting(app.id, { ...token, value: TOKEN });
  // There would be thousands.
  town.dialog360.faults.add({ kind: 'drop-status' });
  const client = new BulkClient(town, app.id, TOKEN);
  const phones = client.recipients(count - FOR_ONE + 1);
  const [favourite = ''] = phones;
  const recipients = [...Array<string>(FOR_ONE - 1).fill(favourite), ...phones];
  const chat = await talk(town);
  const before = await answers(chat, 'before');

  const id = await create(client, recipients);
  const earlier = town.dialog360.attempts.length;
  const started = Date.now();
  await client.post(0, `?id=${id}&action=start`);
  await client.reaches(id, ({ accepted }) => accepted > count / 4);
  const during = await answers(chat, 'during');
  await client.reaches(id, ({ accepted }) => accepted > count / 2);
  // A server does not know what another one has just sent to somebody.
  await until('all for one', () => client.arrivals([favourite]).length === FOR_ONE);
  await town.rocketchat.instances[0].killRuntime(app.id);
  await client.reaches(id, ({ state }) => state === 'finished');
  const attempts = town.dialog360.attempts.slice(earlier);
  return {
    recipients,
    rows: await client.results(1, id),
    arrivals: client.arrivals(phones),
    attempts: attempts.map(({ whom, at }) => ({ whom, at })),
    tooFast: attempts.filter(({ isTooFast }) => isTooFast).length,
    seconds: (Date.now() - started) / 1_000,
    delays: { before, during },
  };
}

/** As an admin does it who knows that WhatsApp allows more. */
async function setThroughput(town: Town, perSecond: number): Promise<void> {
  const admin = await town.client('admin');
  const room = await admin.room('omnichannel-whatsapp-setup');
  await admin.clickBlock(await admin.waitForMessage(room._id, 'Well done'), 'number-edit');
  const [number] = await town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });
  const view = await admin.waitForView(`edit-number:${String(number?.data.id)}`);
  await admin.submitView(view.id, { messagesPerSecond: String(perSecond) });
}

/** Each message has an order's number of its own. @returns the id of the job, which has not begun */
async function create(client: BulkClient, recipients: string[]): Promise<string> {
  const template = { name: 'order_update', language: { code: 'de' } };
  const { id } = await client.post(0, '', { template, idempotencyKey: 'bench', open: true });
  const all = recipients.map((phoneNumber, order) => ({
    phoneNumber,
    variables: { 'body-first_name': 'Ana', 'body-order': String(order) },
  }));
  for (let first = 0; first < all.length; first += CHUNK) {
    await client.post(0, `?id=${id}`, { recipients: all.slice(first, first + CHUNK) });
  }
  return id;
}

interface Talk {
  agent: WebClient;
  roomId: string;
  phone: Phone;
  number: string;
}

async function talk(town: Town): Promise<Talk> {
  const [phone] = town.people.customers;
  const number = town.people.production.displayNumber;
  phone!.send(number, { kind: 'text', text: 'Hello' });
  const room = await waitFor(
    'a room',
    async () =>
      (await town.rocketchat.store.rooms.findAsync({ t: 'l', open: true })).find((one) => one.servedBy),
    () => 'There was none',
    LONGEST,
  );
  return { agent: await town.client(room.servedBy!.username), roomId: room._id, phone: phone!, number };
}

async function answers({ agent, roomId, phone, number }: Talk, name: string): Promise<number[]> {
  const delays: number[] = [];
  for (let turn = 0; turn < ANSWERS; turn++) {
    const words = `Answer ${turn} ${name}`;
    const asked = performance.now();
    await agent.send(roomId, words);
    await until(words, () => phone.chat(number).some(({ preview }) => preview === words));
    delays.push(Math.round(performance.now() - asked));
  }
  return delays;
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  await waitFor(
    what,
    async () => (await holds()) || undefined,
    () => 'It did not come true',
    LONGEST,
  );
}
