import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { type AppScope, FIXTURE_ID, fixtureApp, FixtureClient, until } from '../support/fixtureApp';

/** Milliseconds; the engine's own 30 s would make for a long test. Whatever the app is asked for must be done by then. */
const RUNTIME_TIMEOUT = 4_000;
/** Milliseconds in which a server stops that waits for nobody: far from the 30 s that it gives an app to answer. */
const AT_ONCE = 10_000;

async function start(zip: Buffer): Promise<RocketChat> {
  const rocketChat = await startWorkspace({ internet: new Internet() });
  await rocketChat.installApp(zip);
  return rocketChat;
}

describe('an app that does wrong', () => {
  let rocketChat: RocketChat;
  let app: FixtureClient;
  const logLines = (pattern: RegExp): string[] =>
    rocketChat.instance.log.lines.filter((line) => pattern.test(line));

  beforeAll(async () => {
    process.env.APPS_ENGINE_RUNTIME_TIMEOUT = String(RUNTIME_TIMEOUT);
    rocketChat = await start(fixtureApp());
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(async () => {
    delete process.env.APPS_ENGINE_RUNTIME_TIMEOUT;
    await rocketChat.stop();
  });

  test('is given nothing, and no error, where it lacks the permission', async () => {
    expect(await app.call('read.getRoomReader.getById', 'GENERAL')).toEqual({ result: null, type: 'null' });
    expect(logLines(/lacks the following permissions:\s*\["room\.read"\]/)).toHaveLength(1);
  });

  test('is given the text "null" or "undefined" as the id of what it may not make', async () => {
    expect((await app.post('speak', { text: 'hello' })).data.id).toMatch(/^(null|undefined)$/);
    expect(await rocketChat.store.messages.countAsync({ msg: 'hello' })).toBe(0);
  });

  test('is answered 500 after the timeout, while its code goes on', async () => {
    const untilReleased = async ({ app: itself, persis }: AppScope): Promise<void> => {
      await new Promise((resolve) => (itself.release = resolve));
      await persis.createWithAssociation({ finished: true }, { model: 'misc', id: 'held' } as never);
    };
    const { status } = await app.post('run', { source: untilReleased.toString(), args: [] });
    expect(status).toBe(500);
    expect(await app.records('held')).toEqual([]);
    await app.run(({ app: itself }) => itself.release() as unknown);
    await until(async () => (await app.records('held')).length === 1);
  });

  test('goes on after an exception and a rejection that nobody catches, in the same process', async () => {
    const pid = rocketChat.instance.runtimePid(FIXTURE_ID);
    await app.post('throw-later');
    await until(
      async () => (await rocketChat.store.appLogs.countAsync({ 'entry.method': /uncaught|unhandled/ })) === 2,
    );
    expect(rocketChat.instance.runtimePid(FIXTURE_ID)).toBe(pid);
    expect((await app.post('echo')).status).toBe(200);
  });

  test('has what it prints in the host log and what it logs in the store', async () => {
    await app.post('say', { text: 'invented words' });
    expect(logLines(/\[app .*\] console: invented words/)).toHaveLength(1);
    const logs = JSON.stringify(await rocketChat.store.appLogs.findAsync({ appId: FIXTURE_ID }));
    expect(logs.includes('logger: invented words')).toBe(true);
  });
});

describe('an app that throws', () => {
  test.each([
    ['in onInstall is installed and enabled all the same', 'onInstall', 'manually_enabled'],
    [
      'in extendConfiguration is enabled, if without what it would have provided',
      'extendConfiguration',
      'manually_enabled',
    ],
    ['in onEnable is disabled', 'onEnable', 'disabled'],
  ])('%s', async (_label, fault, status) => {
    const rocketChat = await start(fixtureApp({ faults: [fault] }));
    expect(await rocketChat.instance.manager.getOneById(FIXTURE_ID).getStatus()).toBe(status);
    expect(rocketChat.instance.log.lines.join('\n')).toContain(`Told to fail at ${fault}`);
    await rocketChat.stop();
  });
});

test('a server stops at once, even while an app is busy', async () => {
  const rocketChat = await start(fixtureApp());
  const answer = new FixtureClient(rocketChat.instance).post('slow', { ms: 60_000 }).catch(() => 'no answer');
  await until(() => rocketChat.instance.bridgeCalls.toApp.has('api:slow:post'));
  const stopped = Date.now();
  await rocketChat.stop();
  expect(Date.now() - stopped).toBeLessThan(AT_ONCE);
  expect(await answer).toBe('no answer');
});
