import type { MessageDoc } from '../../../simulator/rocketchat/documents';
import { waitFor } from '../../../simulator/rocketchat/client/wait';
import type { Town } from '../../../simulator/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../../app.json');
const AGENTS = ['agent.ana', 'agent.ben', 'maria.manager'];

/** Sends every agent away, or brings them back. */
export async function setAgents(town: Town, available: boolean): Promise<void> {
  const { workspace } = town.rocketchat.instance;
  for (const username of AGENTS) {
    const user = await workspace.users.byUsername(username);
    await workspace.setLivechatStatus(user!._id, available ? 'available' : 'not-available');
  }
}

/** Changes a setting of the app, as an admin does. */
export async function changeSetting(town: Town, settingId: string, value: unknown): Promise<void> {
  const { manager } = town.rocketchat.instance;
  const setting = manager.getOneById(APP_ID).getStorageItem().settings[settingId]!;
  await manager.getSettingsManager().updateAppSetting(APP_ID, { ...setting, value });
}

/** Makes a job of the app due, and waits until it has run. */
export async function runJob(town: Town, id: string): Promise<void> {
  const { appJobs } = town.rocketchat.store;
  const name = `${id}_${APP_ID}`;
  const due = new Date();
  await appJobs.updateAsync({ name }, { $set: { nextRunAt: due } }, { multi: true });
  await waitFor(
    `the job ${id} to run`,
    async () =>
      (await appJobs.findAsync({ name })).find(
        ({ nextRunAt, lockedAt }) => !lockedAt && Number(nextRunAt) > Number(due),
      ),
    () => 'It did not',
  );
}

/** Makes a job of the app due, and waits until a run that began after that has ended. */
export async function finishJob(town: Town, id: string): Promise<void> {
  const begun = Date.now();
  await runJob(town, id);
  await waitFor(
    `a run of the job ${id}`,
    async () => {
      const job = await town.rocketchat.store.appJobs.findOneAsync({ name: `${id}_${APP_ID}` });
      return job && !job.lockedAt && (job.lastRunAt?.getTime() ?? 0) >= begun ? job : undefined;
    },
    () => 'It did not end',
  );
}

/** What stands in a room besides the system's messages, oldest first. */
export async function roomMessages(town: Town, rid: string): Promise<MessageDoc[]> {
  const messages = await town.rocketchat.store.messages.findAsync({ rid, t: { $exists: false } });
  return messages.sort((a, b) => a.ts.getTime() - b.ts.getTime());
}

/** Longer than a test, milliseconds. */
const PUT_OFF = 10 * 60_000;

/** So long without a call between a workspace and the app, and the app counts as done; milliseconds. */
const QUIET = 600;

/**
 * Waits until webhooks are delivered and the app has nothing left to do: then what has not come won't come. What must
 * come is waited for by itself: the app may pause before it goes on.
 */
export async function quiet(town: Town): Promise<void> {
  await town.dialog360.settled();
  let calls = -1;
  for (let now = callsOf(town); now !== calls; now = callsOf(town)) {
    calls = now;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    // On a slow machine, an app that is silent may be busy.
    await Promise.all(town.rocketchat.instances.map((instance) => instance.runtimeAnswered(APP_ID)));
  }
}

/** Keeps a job of the app from running by the clock for some time: the test says when. */
export async function putOffJob(town: Town, id: string): Promise<void> {
  const nextRunAt = new Date(Date.now() + PUT_OFF);
  await town.rocketchat.store.appJobs.updateAsync({ name: `${id}_${APP_ID}` }, { $set: { nextRunAt } });
}

function callsOf(town: Town): number {
  const meters = town.rocketchat.instances.map(({ bridgeCalls }) => bridgeCalls);
  return meters.reduce((sum, { total, received }) => sum + total + received, 0);
}
