import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageApp } from '../scripts/lib/packaging/packageApp';
import { waitFor } from '../simulator/rocketchat/client/wait';
import { Town } from '../simulator/town';
import { quietly } from './calls';

export interface Sending {
  what: string;
  /** Calls from the app to the server besides the request to 360dialog; the least that a correct bridge needs is 2. */
  calls: number;
  /** From the agent's request until 360dialog has accepted the message. */
  milliseconds: number;
}

const ROOT = join(__dirname, '..');
const RUNS = 11;
/** A server looks for what its predecessor left behind for so long after its start, milliseconds. */
const AFTERMATH = 65_000;

/** What it costs to send what an agent writes. */
export async function outbound(): Promise<Sending[]> {
  const town = await Town.open();
  try {
    const outDir = mkdtempSync(join(tmpdir(), 'whatsapp-bench-'));
    await town.rocketchat.installApp((await packageApp({ root: ROOT, outDir })).file);
    await town.connect();
    return await sendings(town);
  } finally {
    await town.close();
  }
}

async function sendings(town: Town): Promise<Sending[]> {
  const { instance, store } = town.rocketchat;
  const [phone] = town.people.customers;
  const number = town.people.production.displayNumber;
  phone!.send(number, { kind: 'text', text: 'Hello' });
  const room = await waitFor(
    'a room',
    async () => (await store.rooms.findAsync({ t: 'l', open: true })).find(({ servedBy }) => servedBy),
    () => 'There was none',
  );
  const agent = await town.client(room.servedBy!.username);
  await new Promise((resolve) => setTimeout(resolve, AFTERMATH));
  // Statuses have a cost of their own.
  town.dialog360.faults.add({ kind: 'drop-status' });
  const runs: Sending[] = [];
  for (let run = 0; run < RUNS; run++) {
    const words = `Text ${run}`;
    let milliseconds = 0;
    const { inAll } = await quietly(instance, async () => {
      const started = performance.now();
      await agent.send(room._id, words);
      while (!phone!.chat(number).some(({ preview }) => preview === words)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      milliseconds = performance.now() - started;
    });
    runs.push({ what: 'text of an agent', calls: inAll, milliseconds });
  }
  const median = (values: number[]): number => [...values].sort((a, b) => a - b)[RUNS >> 1]!;
  const calls = median(runs.map((run) => run.calls)) - 1;
  return [{ what: 'text of an agent', calls, milliseconds: median(runs.map((run) => run.milliseconds)) }];
}
