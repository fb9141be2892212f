import type { MessageDoc } from '../../../simulator/rocketchat/documents';
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

/** Makes a job of the app due; it runs when the scheduler next looks. */
export async function runJob(town: Town, id: string): Promise<void> {
  await town.rocketchat.store.appJobs.updateAsync(
    { name: `${id}_${APP_ID}` },
    { $set: { nextRunAt: new Date() } },
    { multi: true },
  );
}

/** What stands in a room besides the system's messages, oldest first. */
export async function roomMessages(town: Town, rid: string): Promise<MessageDoc[]> {
  const messages = await town.rocketchat.store.messages.findAsync({ rid, t: { $exists: false } });
  return messages.sort((a, b) => a.ts.getTime() - b.ts.getTime());
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
