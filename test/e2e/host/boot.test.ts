import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { prepareEngine, ENGINE_VERSIONS } from '../../../simulator/rocketchat/engine/prepare';
import { FIXTURE_ID, fixtureApp, FixtureClient } from '../support/fixtureApp';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.each(ENGINE_VERSIONS)('an app in engine %s', (engineVersion) => {
  let folder: string;
  let rocketChat: RocketChat;
  let app: FixtureClient;
  const start = async (): Promise<void> => {
    rocketChat = await startWorkspace({ folder, internet: new Internet(), engineVersion });
    app = new FixtureClient(rocketChat.instance);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workspace-'));
    await start();
  });
  afterAll(async () => {
    await rocketChat.stop();
    await rm(folder, { recursive: true });
  });

  test('is installed and enabled, with a user of its own, on behalf of the admin', async () => {
    const { app: info } = await rocketChat.installApp(fixtureApp());
    expect(info.status).toBe('manually_enabled');
    expect(await rocketChat.store.users.findOneAsync({ appId: FIXTURE_ID })).toMatchObject({
      username: 'fixture.bot',
      name: 'Fixture',
      type: 'app',
      roles: ['app'],
      status: 'online',
    });
    expect(await app.records('install')).toEqual([{ installedBy: 'admin' }]);
  });

  test('answers on its endpoint', async () => {
    expect(await app.post('echo', { text: 'hello' })).toMatchObject({
      status: 200,
      data: { method: 'post', content: { text: 'hello' } },
    });
  });

  test('is started anew when its process dies, without what it had in memory', async () => {
    const { instance } = rocketChat;
    const pid = instance.runtimePid(FIXTURE_ID);
    expect((await app.post('count')).data).toEqual({ calls: 1 });
    await instance.killRuntime(FIXTURE_ID);
    await instance.runtimeRestarted(FIXTURE_ID);
    expect(instance.runtimePid(FIXTURE_ID)).not.toBe(pid);
    expect((await app.post('count')).data).toEqual({ calls: 1 });
    expect(await app.records('install')).toHaveLength(1);
  });

  test('is there again after a restart of the server over the same folder, under the same private path', async () => {
    const pathOf = (): string =>
      rocketChat.instance.manager
        .getApiManager()
        .listApis(FIXTURE_ID)
        .find(({ path }) => path === 'secret')!.computedPath;
    const path = pathOf();
    await rocketChat.stop();
    await start();
    expect(pathOf()).toBe(path);
    expect((await app.post('echo')).status).toBe(200);
    expect(await app.records('install')).toEqual([{ installedBy: 'admin' }]);
  });

  test('stays disabled over a restart when it was disabled', async () => {
    const { AppStatus } = rocketChat.instance.engine.status;
    const status = (): Promise<string> => rocketChat.instance.manager.getOneById(FIXTURE_ID).getStatus();
    await rocketChat.instance.manager.changeStatus(FIXTURE_ID, AppStatus.MANUALLY_DISABLED);
    expect((await app.post('echo')).status).toBe(404);
    await rocketChat.stop();
    await start();
    expect((await app.post('echo')).status).toBe(404);
    await rocketChat.instance.manager.changeStatus(FIXTURE_ID, AppStatus.MANUALLY_ENABLED);
    expect(await status()).toBe('manually_enabled');
    expect((await app.post('echo')).status).toBe(200);
  });

  test('ends with the server: no process is left', async () => {
    const pid = rocketChat.instance.runtimePid(FIXTURE_ID)!;
    expect(isAlive(pid)).toBe(true);
    await rocketChat.stop();
    expect(isAlive(pid)).toBe(false);
    await start();
  });

  test('leaves no process when the server stops in the middle of a restart', async () => {
    const { instance } = rocketChat;
    await instance.killRuntime(FIXTURE_ID);
    await rocketChat.stop();
    expect(instance.runtimePid(FIXTURE_ID)).toBeUndefined();
    await start();
  });

  test('loses its records when it is uninstalled', async () => {
    const { manager } = rocketChat.instance;
    await manager.remove(FIXTURE_ID, { user: {} as never });
    expect(await rocketChat.store.appPersistence.countAsync({})).toBe(0);
    expect(await rocketChat.store.users.countAsync({ appId: FIXTURE_ID })).toBe(0);
    expect((await app.post('echo')).status).toBe(404);
  });
});

test('an engine is not prepared where it would grant every permission', async () => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'test';
  await expect(prepareEngine('1.62.0')).rejects.toThrow('grants every permission');
  process.env.NODE_ENV = before;
});
