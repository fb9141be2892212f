import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageApp } from '../scripts/lib/packaging/packageApp';
import { Town } from '../simulator/town';
import { Webhooks, type PostedText } from '../simulator/webhooks';
import { measure, once, quietly, type Cost } from './calls';

export interface Row extends Cost {
  what: string;
  /** The least that a correct bridge needs; the factor to it is what counts. */
  least?: number;
}

const ROOT = join(__dirname, '..');

/** Calls that a customer's texts cost, on one server or more. */
export async function inbound(instances: number): Promise<Row[]> {
  const town = await Town.open({ instances });
  try {
    const outDir = mkdtempSync(join(tmpdir(), 'whatsapp-bench-'));
    await town.rocketchat.installApp((await packageApp({ root: ROOT, outDir })).file);
    await town.connect();
    return await rows(town);
  } finally {
    await town.close();
  }
}

async function rows(town: Town): Promise<Row[]> {
  const { instance, instances } = town.rocketchat;
  const webhooks = new Webhooks(town);
  let count = 0;
  const text = (name: string): PostedText => ({
    wamid: `wamid.BENCH${++count}`,
    from: `49151${20_000_000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)}`,
    name,
    timestamp: 1_795_000_000 + count,
    text: `Text ${count}`,
  });
  const first = await once(instance, () => webhooks.post(0, text('Ana')));
  for (const server of instances.keys()) {
    await webhooks.post(server, text('Ana'));
  }
  // The servers get to know each other.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const open = await measure(instance, () => webhooks.post(0, text('Ana')));
  const known = text('Ana');
  await webhooks.post(0, known);
  const duplicate = await measure(instance, () => webhooks.post(0, known));
  const admin = await town.client('admin');
  const general = await admin.room('general');
  const unrelated = await quietly(instance, () => admin.send(general._id, 'Lunch?'));
  return [
    { what: 'text into an open room', ...open, least: 4 },
    { what: 'the same webhook again', ...duplicate },
    { what: 'first text of a customer', ...first },
    { what: 'message of an unrelated room', ...unrelated },
  ];
}
