import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import AdmZip from 'adm-zip';

import type { RoomDoc } from '../../../simulator/rocketchat/documents';
import { DEFAULT_WAIT_MS, waitFor } from '../../../simulator/rocketchat/client/wait';
import { Town, type TownOptions } from '../../../simulator/town';
import { leaks } from './leaks';

/** 360dialog at the speed of a test: receipts at once, repeats soon. */
const PACE = {
  delivery: { retryBaseMs: 200, retryMaxMs: 1_000 },
  receipts: { sentAfterMs: 5, deliveredAfterMs: 10, readAfterMs: 10 },
};

/** The zip as `npm run package` makes it, one for all tests of a run. */
export function zip(): string {
  const file = process.env.PACKAGED_APP;
  if (!file) {
    throw new Error('The app was not packaged: run end-to-end tests by jest, which does so first');
  }
  return file;
}

/** The same app under another version, as the next release would be. */
export async function zipOfVersion(version: string): Promise<string> {
  const release = new AdmZip(zip());
  const manifest = JSON.parse(String(release.getEntry('app.json')?.getData())) as object;
  release.addFile('app.json', Buffer.from(JSON.stringify({ ...manifest, version })));
  const file = join(mkdtempSync(join(tmpdir(), 'whatsapp-zip-')), `whatsapp_${version}.zip`);
  writeFileSync(file, release.toBuffer());
  return file;
}

/** A town whose workspace has the packaged app. */
export async function townWithApp(options: TownOptions = {}): Promise<Town> {
  const town = await Town.open({ pace: PACE, schedulerTick: 200, ...options });
  try {
    await town.rocketchat.installApp(zip());
  } catch (error) {
    await town.close();
    throw error;
  }
  return town;
}

/** A town as it was left over a folder, with the app that was installed there. */
export function restartedTown(folder: string): Promise<Town> {
  return Town.open({ folder, pace: PACE, schedulerTick: 200 });
}

/** Ends a town, and makes sure that nothing private got into what the app wrote meanwhile. */
export async function leave(town: Town): Promise<void> {
  const found = await leaks(town);
  await town.close();
  expect(found).toEqual([]);
}

/** The livechat rooms of a customer, oldest first. */
export async function roomsOf(town: Town, customer: string): Promise<RoomDoc[]> {
  const rooms = await town.rocketchat.store.rooms.findAsync({ t: 'l', fname: customer });
  return rooms.sort((a, b) => a.ts.getTime() - b.ts.getTime());
}

export async function openRoomOf(
  town: Town,
  customer: string,
  timeoutMs = DEFAULT_WAIT_MS,
): Promise<RoomDoc> {
  return waitFor(
    `an open room of ${customer}`,
    async () => (await roomsOf(town, customer)).find(({ open, servedBy }) => open && servedBy),
    async () => `There were ${(await roomsOf(town, customer)).length} rooms`,
    timeoutMs,
  );
}

/** What the customer wrote in a room, files by their names, oldest first. */
export async function customerMessages(town: Town, roomId: string): Promise<string[]> {
  const messages = await town.rocketchat.store.messages.findAsync({ rid: roomId });
  return messages
    .filter(({ token, t }) => token !== undefined && t === undefined)
    .sort((a, b) => a.ts.getTime() - b.ts.getTime())
    .map(({ msg, file }) => file?.name ?? msg);
}

export async function waitForCustomerMessages(
  town: Town,
  roomId: string,
  count: number,
  timeoutMs = DEFAULT_WAIT_MS,
): Promise<string[]> {
  return waitFor(
    `${count} messages of the customer`,
    async () => {
      const messages = await customerMessages(town, roomId);
      return messages.length >= count ? messages : undefined;
    },
    async () => `There were: ${(await customerMessages(town, roomId)).join(' | ') || 'none'}`,
    timeoutMs,
  );
}

/** The room of a message as the agent who serves it sees it. */
export async function agentIn(town: Town, room: RoomDoc) {
  return town.client(room.servedBy?.username ?? 'admin');
}
