import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import app from '../app.json';
import { packageApp } from '../scripts/lib/packaging/packageApp';
import { BulkClient, mostInASecond } from '../simulator/bulkClient';
import type { Phone } from '../simulator/dialog360/phones/phone';
import { waitFor } from '../simulator/rocketchat/client/wait';
import type { WebClient } from '../simulator/rocketchat/client/webClient';
import { Town } from '../simulator/town';

export interface BulkRun {
  recipients: number;
  /** What 360dialog took, and what the results call failed. */
  accepted: number;
  failed: number;
  /** Phones that got the message more than once. */
  twice: number;
  /** From the start until the job is finished, with the time in which nobody worked after the server's death. */
  seconds: number;
  mostInASecond: number;
  /** From an agent's request until 360dialog has the answer, milliseconds: before the job, and during it. */
  delays: { before: number[]; during: number[] };
}

const ROOT = join(__dirname, '..');
const TOKEN = 'token-of-the-benchmark';
/** So many recipients fit into a request of 100 kB. */
const CHUNK = 1_000;
const ANSWERS = 10;
const LONGEST = 10 * 60_000;

/** A job over two servers, the one at work of which dies in the middle, while an agent answers a customer. */
export async function bulk(recipients: number): Promise<BulkRun> {
  const town = await Town.open({ instances: 2 });
  try {
    const outDir = mkdtempSync(join(tmpdir(), 'whatsapp-bench-'));
    await town.rocketchat.installApp((await packageApp({ root: ROOT, outDir })).file);
    await town.connect();
    const settings = town.rocketchat.instance.manager.getSettingsManager();
    const token = town.rocketchat.instance.manager.getOneById(app.id).getStorageItem().settings['api_token']!;
    await settings.updateAppSetting(app.id, { ...token, value: TOKEN });
    town.dialog360.faults.add({ kind: 'drop-status' });
    return await run(town, recipients);
  } finally {
    await town.close();
  }
}

async function run(town: Town, count: number): Promise<BulkRun> {
  const client = new BulkClient(town, app.id, TOKEN);
  const everybody = client.recipients(count);
  const chat = await talk(town);
  const before = await answers(chat, 'before');
  const order = {
    template: { name: 'order_update', language: { code: 'de' } },
    idempotencyKey: 'bench',
    open: true,
  };
  const { id } = await client.post(0, '', order);
  for (let first = 0; first < count; first += CHUNK) {
    const recipients = everybody.slice(first, first + CHUNK).map((to) => ({
      phoneNumber: to,
      variables: { 'body-first_name': 'Ana', 'body-order': to },
    }));
    await client.post(0, `?id=${id}`, { recipients });
  }
  const started = Date.now();
  await client.post(0, `?id=${id}&action=start`);
  await until('a quarter of it', async () => (await client.status(1, id)).accepted > count / 4);
  const during = await answers(chat, 'during');
  await until('half of it', async () => (await client.status(1, id)).accepted > count / 2);
  await town.rocketchat.instances[0].killRuntime(app.id);
  await until('the end', async () => (await client.status(1, id)).state === 'finished');
  const seconds = (Date.now() - started) / 1_000;

  const rows = await client.results(1, id);
  const arrivals = client.arrivals(everybody);
  const accepted = rows.filter(([, result]) => result === 'accepted').length;
  return {
    recipients: count,
    accepted,
    failed: rows.length - accepted,
    twice: arrivals.length - new Set(arrivals.map(({ to }) => to)).size,
    seconds,
    mostInASecond: mostInASecond(arrivals),
    delays: { before, during },
  };
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
