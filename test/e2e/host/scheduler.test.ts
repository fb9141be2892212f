import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import type { AppJobDoc } from '../../../simulator/rocketchat/appDocuments';
import { FIXTURE_ID, fixtureApp, FixtureClient, until } from '../support/fixtureApp';

/** Milliseconds; a server looks every 5 s. */
const TICK = 100;
/** Whatever the app is asked for must be done by then. */
const RUNTIME_TIMEOUT = 4_000;

describe("an app's scheduled jobs", () => {
  let rocketChat: RocketChat;
  let app: FixtureClient;
  const schedule = (job: object): Promise<unknown> => app.call('modify.getScheduler.scheduleOnce', job);
  const jobs = (): Promise<AppJobDoc[]> => rocketChat.store.appJobs.findAsync({});
  const now = (): string => new Date().toISOString();

  beforeAll(async () => {
    process.env.APPS_ENGINE_RUNTIME_TIMEOUT = String(RUNTIME_TIMEOUT);
    rocketChat = await startWorkspace({ internet: new Internet(), schedulerTick: TICK });
    await rocketChat.installApp(fixtureApp());
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(async () => {
    delete process.env.APPS_ENGINE_RUNTIME_TIMEOUT;
    await rocketChat.stop();
  });
  beforeEach(async () => {
    await rocketChat.store.appJobs.removeAsync({}, { multi: true });
    await rocketChat.store.appPersistence.removeAsync({}, { multi: true });
  });

  test('run with their data and id, and a one-time job is gone after its success', async () => {
    await schedule({ id: 'note', when: now(), data: { number: 7 } });
    await until(async () => (await app.records('note')).length === 1);
    expect((await app.records('note'))[0]?.job).toEqual({
      number: 7,
      jobId: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    await until(async () => (await jobs()).length === 0);
  });

  test('carry the name of processor and app', async () => {
    await schedule({ id: 'note', when: '10 minutes', data: {} });
    expect(await jobs()).toMatchObject([{ name: `note_${FIXTURE_ID}`, type: 'once' }]);
  });

  test('are kept, and not tried again, when they fail', async () => {
    await schedule({ id: 'fail', when: now() });
    await until(async () => (await jobs()).some(({ failedAt }) => failedAt));
    await new Promise((resolve) => setTimeout(resolve, 5 * TICK));
    expect(await app.records('fail')).toHaveLength(1);
    expect(await jobs()).toMatchObject([{ failReason: expect.any(String), nextRunAt: null }]);
  });

  test('fail by the timeout, while the code goes on', async () => {
    await schedule({ id: 'held', when: now() });
    await until(async () => (await jobs()).some(({ failedAt }) => failedAt));
    expect(await app.records('held')).toEqual([]);
    await app.run(({ app: itself }) => itself.release() as unknown);
    await until(async () => (await app.records('held')).length === 1);
  });

  test('recur', async () => {
    await app.call('modify.getScheduler.scheduleRecurring', {
      id: 'note',
      interval: 2 * TICK,
      data: { recurring: 1 },
    });
    await until(async () => (await app.records('note')).length > 2);
    expect(await jobs()).toHaveLength(1);
  });

  test('are cancelled by their processor, all of it at once', async () => {
    await schedule({ id: 'note', when: '10 minutes' });
    await schedule({ id: 'note', when: '20 minutes' });
    await schedule({ id: 'fail', when: '20 minutes' });
    await app.call('modify.getScheduler.cancelJob', 'note');
    expect(await jobs()).toMatchObject([{ name: `fail_${FIXTURE_ID}` }]);
  });

  test('are refused with a clear text for intervals that the simulator does not know', async () => {
    const { error } = await app.call('modify.getScheduler.scheduleRecurring', {
      id: 'note',
      interval: '0 * * * *',
    });
    expect(error).toContain('no cron expressions');
  });

  test('are skipped, and one-time ones lost, while the app is disabled', async () => {
    const { manager, engine } = rocketChat.instance;
    await manager.changeStatus(FIXTURE_ID, engine.status.AppStatus.MANUALLY_DISABLED);
    const name = `note_${FIXTURE_ID}`;
    const job = {
      _id: 'a'.repeat(24),
      name,
      type: 'once' as const,
      data: {},
      nextRunAt: new Date(),
      lockedAt: null,
    };
    await rocketChat.store.appJobs.insertAsync(job);
    await until(async () => (await jobs()).length === 0);
    await manager.changeStatus(FIXTURE_ID, engine.status.AppStatus.MANUALLY_ENABLED);
    expect(await app.records('note')).toEqual([]);
  });

  test('stay through an update and go with the app', async () => {
    await schedule({ id: 'note', when: '10 minutes' });
    await rocketChat.installApp(fixtureApp({ version: '1.0.1' }));
    expect(await app.records('update')).toEqual([{ oldAppVersion: '1.0.0' }]);
    expect(await jobs()).toHaveLength(1);
    await rocketChat.instance.manager.remove(FIXTURE_ID, { user: {} as never });
    expect(await jobs()).toEqual([]);
  });
});

describe('by its own pace', () => {
  let rocketChat: RocketChat;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet() });
    await rocketChat.installApp(fixtureApp());
  });
  afterAll(() => rocketChat.stop());

  test('a server looks for due jobs every five seconds, so that a job waits for up to that long', async () => {
    const app = new FixtureClient(rocketChat.instance);
    const runs = async (count: number): Promise<number> => {
      const when = new Date().toISOString();
      await app.call('modify.getScheduler.scheduleOnce', { id: 'note', when });
      await until(async () => (await app.records('note')).length === count);
      return Math.max(...(await app.records('note')).map(({ at }) => Number(at)));
    };
    const first = await runs(1);
    expect((await runs(2)) - first).toBeGreaterThan(4_000);
  });
});
