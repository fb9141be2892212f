import { Records } from '../../../src/rocketchat/records/records';
import { WorkLog } from '../../../src/rocketchat/records/workLog';
import { FakePersistence } from '../../support/fakePersistence';
import { ManualClock } from '../../support/fakes';

interface Entry {
  key: string;
  step?: number;
}

const LEASE_AND_MORE = 31_000;

describe('WorkLog', () => {
  const clock = new ManualClock();
  let database: FakePersistence;
  let server: () => WorkLog<Entry>;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    database = new FakePersistence();
    server = () => new WorkLog<Entry>(new Records(...database.asAccessors()), clock, 'inbox');
  });

  afterEach(() => jest.useRealTimers());

  it('gives each piece of work to one of many that claim it at once, on two servers', async () => {
    const servers = [server(), server()];
    const claims = Array.from({ length: 40 }, (_, turn) => servers[turn % 2]!.claim({ key: 'wamid.1' }));
    const won = (await Promise.all(claims)).filter(Boolean);
    expect(won).toHaveLength(1);
  });

  it('costs two calls to the host to claim, and two to end', async () => {
    const log = server();
    await log.claim({ key: 'wamid.1' });
    expect(database.calls).toBe(2);
    await log.done({ key: 'wamid.1' }, {});
    expect(database.calls).toBe(4);
  });

  it('is not impressed by a store that puts changed records last', async () => {
    const holder = server();
    await holder.claim({ key: 'wamid.1' });
    await holder.update({ key: 'wamid.1', step: 1 });
    const add = database.createWithAssociations.bind(database);
    jest.spyOn(database, 'createWithAssociations').mockImplementation(async (data, associations) => {
      const id = await add(data, associations);
      database.docs.reverse();
      return id;
    });
    await expect(server().claim({ key: 'wamid.1' })).resolves.toBe(false);
  });

  it('knows work that was done, on every server', async () => {
    const log = server();
    await log.claim({ key: 'wamid.1' });
    await log.done({ key: 'wamid.1' }, {});
    await expect(server().claim({ key: 'wamid.1' })).resolves.toBe(false);
  });

  it('leaves work alone whose lease has not run out', async () => {
    await server().claim({ key: 'wamid.1' });
    await expect(server().abandoned()).resolves.toEqual([]);
  });

  it('takes over what another process left, with what is known of it', async () => {
    const dying = server();
    await dying.claim({ key: 'wamid.1' });
    await dying.update({ key: 'wamid.1', step: 2 });
    clock.advance(LEASE_AND_MORE);
    const next = server();
    await expect(next.abandoned()).resolves.toEqual([{ key: 'wamid.1', step: 2 }]);
    await expect(server().abandoned()).resolves.toEqual([]);
  });

  it('renews the lease of work that takes long', async () => {
    const slow = server();
    await slow.claim({ key: 'wamid.1' });
    clock.advance(25_000);
    await jest.advanceTimersByTimeAsync(10_000);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10_000);
    await expect(server().abandoned()).resolves.toEqual([]);
    await slow.done({ key: 'wamid.1' }, {});
  });

  it('brings back what was put off, and not before its time', async () => {
    const log = server();
    await log.claim({ key: 'wamid.1' });
    await log.postpone({ key: 'wamid.1', step: 1 }, 60_000);
    clock.advance(LEASE_AND_MORE);
    await expect(log.abandoned()).resolves.toEqual([]);
    clock.advance(LEASE_AND_MORE);
    await expect(log.abandoned()).resolves.toEqual([{ key: 'wamid.1', step: 1 }]);
  });

  it('clears the claims that late duplicates left behind', async () => {
    const log = server();
    await log.claim({ key: 'wamid.1' });
    await log.done({ key: 'wamid.1' }, {});
    await log.claim({ key: 'wamid.1' });
    expect(database.docs).toHaveLength(2);
    clock.advance(LEASE_AND_MORE);
    await expect(log.abandoned()).resolves.toEqual([]);
    expect(database.docs).toHaveLength(1);
  });

  it('is taken over by one of two servers that find it abandoned at once', async () => {
    await server().claim({ key: 'wamid.1' });
    clock.advance(LEASE_AND_MORE);
    const found = await Promise.all([server().abandoned(), server().abandoned()]);
    expect(found.flat()).toHaveLength(1);
  });

  it('is taken over by a third server when the second died at it', async () => {
    await server().claim({ key: 'wamid.1' });
    clock.advance(LEASE_AND_MORE);
    const replace = jest.spyOn(database, 'updateByAssociations').mockRejectedValue(new Error('killed'));
    await expect(server().abandoned()).rejects.toThrow('killed');
    replace.mockRestore();
    await expect(server().abandoned()).resolves.toEqual([]);
    clock.advance(LEASE_AND_MORE);
    await expect(server().abandoned()).resolves.toEqual([{ key: 'wamid.1' }]);
  });

  it('leaves alone what is not due', async () => {
    await server().claim({ key: 'wamid.1' });
    clock.advance(LEASE_AND_MORE);
    await expect(server().abandoned({ isDue: () => Promise.resolve(false) })).resolves.toEqual([]);
    await expect(server().abandoned()).resolves.toHaveLength(1);
  });

  it('shows what stands in the same line, and who has it', async () => {
    const inLine = (): WorkLog<Entry> =>
      new WorkLog<Entry>(new Records(...database.asAccessors()), clock, 'inbox', {
        lineOf: () => 'ana',
        compare: () => 0,
      });
    const [here, there] = [inLine(), inLine()];
    await here.claim({ key: 'wamid.1' });
    await here.claim({ key: 'wamid.2' });
    await there.claim({ key: 'wamid.3' });
    await there.claim({ key: 'wamid.3' });
    await expect(here.beside({ key: 'wamid.2' })).resolves.toEqual([
      { entry: { key: 'wamid.1' }, leaseUntil: expect.any(Number) as number, held: true },
      { entry: { key: 'wamid.3' }, leaseUntil: expect.any(Number) as number, held: false },
    ]);
    await here.done({ key: 'wamid.1' }, {});
    await there.done({ key: 'wamid.3' }, {});
    await expect(here.beside({ key: 'wamid.2' })).resolves.toEqual([]);
  });
});
