import { KeyedQueue } from '../../src/services/keyedQueue';

/** A task that ends when the test says so. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe('KeyedQueue', () => {
  it('runs tasks of one key one after another', async () => {
    const queue = new KeyedQueue();
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    await Promise.all(Array.from({ length: 20 }, (_, order) => queue.run('ana', order, task)));
    expect(most).toBe(1);
  });

  it('does not let one key wait for another', async () => {
    const queue = new KeyedQueue();
    const { passed, open } = gate();
    const slow = queue.run('ana', 1, () => passed);
    await expect(queue.run('ben', 1, () => Promise.resolve('done'))).resolves.toBe('done');
    open();
    await slow;
  });

  it('takes the waiting task with the lowest order first, and equals as they came', async () => {
    const queue = new KeyedQueue();
    const { passed, open } = gate();
    const seen: string[] = [];
    const add = (name: string, order: number): Promise<void> =>
      queue.run('ana', order, () => {
        seen.push(name);
        return Promise.resolve();
      });
    const first = queue.run('ana', 99, () => passed);
    const rest = [add('late', 30), add('early', 10), add('middle', 20), add('early too', 10)];
    open();
    await Promise.all([first, ...rest]);
    expect(seen).toEqual(['early', 'early too', 'middle', 'late']);
  });

  it('goes on after a task that failed, and hands its error to whoever queued it', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('ana', 1, () => Promise.reject(new Error('broken')));
    const next = queue.run('ana', 2, () => Promise.resolve('fine'));
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });

  it('lets a task of a lower order pass one whose turn has not come', async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    const say = (name: string) => (): Promise<void> => {
      seen.push(name);
      return Promise.resolve();
    };
    const isReady = async (): Promise<boolean> => {
      await new Promise((resolve) => setImmediate(resolve));
      return seen.includes('early');
    };
    const late = queue.run('ana', 30, say('late'), isReady);
    await Promise.all([queue.run('ana', 10, say('early')), queue.run('ana', 40, say('last')), late]);
    expect(seen).toEqual(['early', 'late', 'last']);
  });
});
