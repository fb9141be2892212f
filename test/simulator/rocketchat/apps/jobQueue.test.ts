import { JobQueue } from '../../../../simulator/rocketchat/apps/jobQueue';
import { Store } from '../../../../simulator/rocketchat/store';

const TICK = 20;
const NAME = 'remind_app-1';

describe('JobQueue', () => {
  let store: Store;
  const queues: JobQueue[] = [];
  const newQueue = (): JobQueue => {
    const queue = new JobQueue(store, TICK);
    queues.push(queue);
    return queue;
  };
  const soon = (): Date => new Date(Date.now() - 1);
  /** Long enough for what must not happen to happen. */
  const ticks = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * TICK));
  /** Waits for what must happen, for as long as the test may take. */
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await holds())) {
      await ticks(1);
    }
  };
  const isEmpty = async (): Promise<boolean> => (await store.appJobs.countAsync({})) === 0;

  beforeEach(async () => {
    store = await Store.open();
  });
  afterEach(() => queues.splice(0).forEach((queue) => queue.stop()));

  test('hands a due job its data and id, without the app id, and deletes it after success', async () => {
    const queue = newQueue();
    const seen: object[] = [];
    queue.define(NAME, async (job) => void seen.push(job));
    const jobId = await queue.addOnce(NAME, soon(), { number: 7, appId: 'app-1' });
    queue.start();
    await until(isEmpty);
    expect(seen).toEqual([{ number: 7, jobId }]);
  });

  test('leaves a job alone until its time', async () => {
    const queue = newQueue();
    const run = jest.fn(async () => undefined);
    queue.define(NAME, run);
    await queue.addOnce(NAME, new Date(Date.now() + 60_000), {});
    queue.start();
    await ticks(5);
    expect(run).not.toHaveBeenCalled();
  });

  test('keeps a failed job with its reason and does not try it again', async () => {
    const queue = newQueue();
    const run = jest.fn(async () => {
      throw new Error('out of luck');
    });
    queue.define(NAME, run);
    await queue.addOnce(NAME, soon(), {});
    queue.start();
    await until(async () => (await store.appJobs.findAsync({})).some(({ failedAt }) => failedAt));
    await ticks(5);
    expect(run).toHaveBeenCalledTimes(1);
    expect(await store.appJobs.findAsync({})).toMatchObject([{ failReason: 'out of luck', nextRunAt: null }]);
  });

  test('runs jobs of one name one after another', async () => {
    const queue = newQueue();
    let running = 0;
    let most = 0;
    queue.define(NAME, async () => {
      most = Math.max(most, ++running);
      await ticks(1);
      running--;
    });
    await Promise.all([1, 2, 3].map((number) => queue.addOnce(NAME, soon(), { number })));
    queue.start();
    await until(isEmpty);
    expect(most).toBe(1);
  });

  test('runs a job on one server of several', async () => {
    const runs: number[] = [];
    const servers = [newQueue(), newQueue()];
    servers.forEach((server, index) => server.define(NAME, async () => void runs.push(index)));
    await Promise.all(
      Array.from({ length: 10 }, (_, number) => servers[0]!.addOnce(NAME, soon(), { number })),
    );
    servers.forEach((server) => server.start());
    await until(isEmpty);
    await ticks(5);
    expect(runs).toHaveLength(10);
  });

  test.each([
    ['waited for its run', { nextRunAt: new Date() }, 1],
    ['had begun: its next run is empty', { nextRunAt: null }, 0],
  ])('takes over a job of a dead server after ten minutes when it %s', async (_label, state, expected) => {
    const queue = newQueue();
    const run = jest.fn(async () => undefined);
    queue.define(NAME, run);
    const _id = await queue.addOnce(NAME, soon(), {});
    await store.appJobs.updateAsync(
      { _id },
      { $set: { lockedAt: new Date(Date.now() - 601_000), ...state } },
      {},
    );
    queue.start();
    await until(() => run.mock.calls.length >= expected);
    await ticks(5);
    expect(run).toHaveBeenCalledTimes(expected);
  });

  test('leaves a job to the server that has locked it', async () => {
    const queue = newQueue();
    const run = jest.fn(async () => undefined);
    queue.define(NAME, run);
    const _id = await queue.addOnce(NAME, soon(), {});
    await store.appJobs.updateAsync({ _id }, { $set: { lockedAt: new Date() } }, {});
    queue.start();
    await ticks(5);
    expect(run).not.toHaveBeenCalled();
  });

  test('repeats a recurring job, also after a failure', async () => {
    const queue = newQueue();
    const run = jest.fn().mockRejectedValueOnce(new Error('once')).mockResolvedValue(undefined);
    queue.define(NAME, run);
    await queue.addRecurring(NAME, TICK, {}, false);
    queue.start();
    await until(() => run.mock.calls.length > 2);
  });

  test.each([
    ['at once', false, 1],
    ['after the first interval when told to skip the immediate run', true, 0],
  ])('starts a recurring job %s', async (_label, skipImmediate, expected) => {
    const queue = newQueue();
    const run = jest.fn(async () => undefined);
    queue.define(NAME, run);
    await queue.addRecurring(NAME, '1 minute', {}, skipImmediate);
    queue.start();
    await until(() => run.mock.calls.length >= expected);
    await ticks(5);
    expect(run).toHaveBeenCalledTimes(expected);
  });

  test('keeps one recurring job for a name, with the newest interval and data', async () => {
    const queue = newQueue();
    await queue.addRecurring(NAME, '1 minute', { version: 1 }, true);
    await queue.addRecurring(NAME, '2 minutes', { version: 2 }, true);
    expect(await store.appJobs.findAsync({})).toMatchObject([
      { interval: '2 minutes', data: { version: 2 } },
    ]);
  });

  test('stacks one-time jobs of a name', async () => {
    const queue = newQueue();
    await queue.addOnce(NAME, soon(), {});
    await queue.addOnce(NAME, soon(), {});
    expect(await store.appJobs.countAsync({ name: NAME })).toBe(2);
  });
});
