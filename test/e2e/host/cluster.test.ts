import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { ENGINE_VERSIONS } from '../../../simulator/rocketchat/engine/prepare';
import type { Instance } from '../../../simulator/rocketchat/instance';
import { FIXTURE_ID, fixtureApp, FixtureClient, until } from '../support/fixtureApp';

describe.each(ENGINE_VERSIONS)('two servers over one store with engine %s', (engineVersion) => {
  const internet = new Internet();
  let folder: string;
  let rocketChat: RocketChat;
  let apps: FixtureClient[];
  const statuses = (): Promise<number[]> =>
    Promise.all(apps.map(async (app) => (await app.post('echo')).status));
  const setStatus = async (
    instance: Instance,
    status: 'MANUALLY_ENABLED' | 'MANUALLY_DISABLED',
  ): Promise<void> => {
    await instance.manager.changeStatus(FIXTURE_ID, instance.engine.status.AppStatus[status]);
    await rocketChat.settled();
  };
  const second = (): Instance => rocketChat.instances[1]!;
  const start = async (): Promise<void> => {
    rocketChat = await startWorkspace({ internet, folder, instances: 2, engineVersion, schedulerTick: 50 });
    apps = rocketChat.instances.map((instance) => new FixtureClient(instance));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    await start();
    await rocketChat.installApp(fixtureApp());
  });
  afterAll(async () => {
    await rocketChat.stop();
    await rm(folder, { recursive: true });
  });

  test('both have an app that was installed on one, each in its own process, installed once', async () => {
    expect(await statuses()).toEqual([200, 200]);
    const pids = rocketChat.instances.map((instance) => instance.runtimePid(FIXTURE_ID));
    expect(new Set(pids).size).toBe(2);
    expect(await apps[0]!.records('install')).toHaveLength(1);
  });

  test('the apps share their records and not their memory', async () => {
    await apps[0]!.call('persis.createWithAssociation', { n: 1 }, { model: 'misc', id: 'shared' });
    expect(await apps[1]!.records('shared')).toEqual([{ n: 1 }]);
    expect((await apps[0]!.post('count')).data).toEqual({ calls: 1 });
    expect((await apps[1]!.post('count')).data).toEqual({ calls: 1 });
  });

  test('the public address leads to one after the other', () => {
    const urls = [1, 2, 3].map(() => internet.route('https://chat.example.org/').url);
    expect(new Set(urls).size).toBe(2);
    expect(urls[0]).toBe(urls[2]);
  });

  test('both disable and enable the app, wherever that was asked for', async () => {
    await setStatus(second(), 'MANUALLY_DISABLED');
    expect(await statuses()).toEqual([404, 404]);
    await setStatus(rocketChat.instance, 'MANUALLY_ENABLED');
    expect(await statuses()).toEqual([200, 200]);
  });

  test('both have a new value of a setting, and both apps are told once', async () => {
    const setting = rocketChat.instance.manager.getSettingsManager().getAppSetting(FIXTURE_ID, 'greeting');
    await rocketChat.instance.manager
      .getSettingsManager()
      .updateAppSetting(FIXTURE_ID, { ...setting, value: 'good day' });
    await rocketChat.settled();
    for (const app of apps) {
      await until(async () => (await app.get('heard')).data.heard.length > 0);
      expect((await app.get('heard')).data).toEqual({ heard: ['good day'] });
      const value = app.instance.manager.getSettingsManager().getAppSetting(FIXTURE_ID, 'greeting').value;
      expect(value).toBe('good day');
    }
  });

  test('a job runs on one of them', async () => {
    const when = new Date().toISOString();
    await Promise.all(
      [1, 2, 3].map(() => apps[0]!.call('modify.getScheduler.scheduleOnce', { id: 'note', when })),
    );
    await until(async () => (await rocketChat.store.appJobs.countAsync({})) === 0);
    expect(await apps[0]!.records('note')).toHaveLength(3);
  });

  test('the other one goes on when a process dies', async () => {
    await rocketChat.instance.killRuntime(FIXTURE_ID);
    expect((await apps[1]!.post('echo')).status).toBe(200);
    await rocketChat.instance.runtimeRestarted(FIXTURE_ID);
    expect(await statuses()).toEqual([200, 200]);
  });

  test('both have the app and its setting after a restart', async () => {
    await rocketChat.stop();
    await start();
    expect(await statuses()).toEqual([200, 200]);
    const value = second().manager.getSettingsManager().getAppSetting(FIXTURE_ID, 'greeting').value;
    expect(value).toBe('good day');
  });

  test('both lose an app that is uninstalled on one', async () => {
    await second().manager.remove(FIXTURE_ID, { user: {} as never });
    await rocketChat.settled();
    expect(await statuses()).toEqual([404, 404]);
    expect(rocketChat.instances.map((instance) => instance.manager.getOneById(FIXTURE_ID))).toEqual([
      undefined,
      undefined,
    ]);
    expect(await rocketChat.store.apps.countAsync({})).toBe(0);
  });
});

// Not with engine 1.53, which writes whole descriptors: a server that is told to disable the app for the update can
// put the old one back.
describe.each(['1.62.0', '1.58.1'] as const)('an update with engine %s', (engineVersion) => {
  test('reaches both of two servers', async () => {
    const rocketChat = await startWorkspace({ internet: new Internet(), instances: 2, engineVersion });
    await rocketChat.installApp(fixtureApp());
    await rocketChat.installApp(fixtureApp({ version: '1.0.1' }));
    for (const instance of rocketChat.instances) {
      expect((await new FixtureClient(instance).post('echo')).status).toBe(200);
      expect(instance.manager.getOneById(FIXTURE_ID).getVersion()).toBe('1.0.1');
    }
    await rocketChat.stop();
  });
});
