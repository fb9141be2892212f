import { CountRecords } from '../../../src/rocketchat/records/counts';
import { Records } from '../../../src/rocketchat/records/records';
import { Counter } from '../../../src/services/health/counter';
import { FakePersistence } from '../../support/fakePersistence';
import { ManualClock, RecordingLog } from '../../support/fakes';

const HOUR = 60 * 60_000;

describe('The counter', () => {
  let clock: ManualClock;
  let database: FakePersistence;
  let log: RecordingLog;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'Date'] });
    clock = new ManualClock(Date.UTC(2026, 10, 20, 22, 30));
    database = new FakePersistence();
    log = new RecordingLog();
  });
  afterEach(() => jest.useRealTimers());

  const server = () =>
    new Counter(new CountRecords(new Records(...database.asAccessors()), clock), clock, log);

  it('takes no call to the host for a message, and one write for many', async () => {
    const counter = server();
    for (let count = 0; count < 1_000; count++) {
      counter.received('n');
      counter.sent('n');
    }
    expect(database.calls).toBe(0);
    jest.advanceTimersByTime(30_000);
    await counter.flush();
    expect(database.calls).toBe(1);
    expect(database.docs).toHaveLength(1);
    await expect(counter.traffic('n')).resolves.toMatchObject({ received: 1_000, sent: 1_000 });
  });

  it('adds up what several servers saw, also of one that has ended', async () => {
    const [one, two] = [server(), server()];
    one.received('n');
    two.received('n');
    two.failed('n', 131047);
    one.failed('n', 'http-401');
    one.failed('n', 131047);
    await one.flush();
    clock.advance(1_000);
    two.sent('n');
    await two.flush();
    await expect(server().traffic('n')).resolves.toEqual({
      received: 2,
      sent: 1,
      errors: { '131047': 2, 'http-401': 1 },
      lastInboundAt: Date.UTC(2026, 10, 20, 22, 30),
      lastOutboundAt: Date.UTC(2026, 10, 20, 22, 30, 1),
    });
  });

  it('goes on over midnight and forgets after 24 hours', async () => {
    const counter = server();
    counter.received('n');
    clock.advance(3 * HOUR);
    counter.received('n');
    await expect(counter.traffic('n')).resolves.toMatchObject({ received: 2 });
    expect(database.docs).toHaveLength(2);
    clock.advance(21 * HOUR + 30 * 60_000);
    await expect(counter.traffic('n')).resolves.toMatchObject({ received: 1 });
    clock.advance(3 * HOUR);
    await expect(counter.traffic('n')).resolves.toMatchObject({ received: 0 });
  });

  it('keeps numbers apart', async () => {
    const counter = server();
    counter.received('n');
    await expect(counter.traffic('m')).resolves.toMatchObject({ received: 0, lastInboundAt: undefined });
  });

  it('keeps its records under their days, by which they age out', async () => {
    const counter = server();
    counter.received('n');
    await counter.flush();
    expect(database.docs[0]?.associations).toContainEqual(expect.stringContaining('day:2026-11-20'));
  });

  it('survives a database that is away for a while', async () => {
    const counter = server();
    counter.received('n');
    database.broken = true;
    await jest.advanceTimersByTimeAsync(30_000);
    await new Promise((resolve) => setImmediate(resolve));
    database.broken = false;
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
    counter.received('n');
    await expect(counter.traffic('n')).resolves.toMatchObject({ received: 2 });
  });
});
