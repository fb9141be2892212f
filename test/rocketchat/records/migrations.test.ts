import { MIGRATIONS } from '../../../src/rocketchat/records/formats';
import { LockRecords } from '../../../src/rocketchat/records/locks';
import { Migrations, type Migration } from '../../../src/rocketchat/records/migrations';
import { NumberRecords } from '../../../src/rocketchat/records/numbers';
import { Records } from '../../../src/rocketchat/records/records';
import { TroubleRecords } from '../../../src/rocketchat/records/troubles';
import { FakePersistence } from '../../support/fakePersistence';
import { aNumber, ManualClock, RecordingLog } from '../../support/fakes';

describe('The migration of records', () => {
  let database: FakePersistence;
  let clock: ManualClock;
  let log: RecordingLog;

  beforeEach(() => {
    database = new FakePersistence();
    clock = new ManualClock();
    log = new RecordingLog();
  });

  const records = () => new Records(...database.asAccessors());
  const server = (migrations: readonly Migration[] = MIGRATIONS) =>
    new Migrations(records(), new LockRecords(records(), clock), log, migrations);

  describe('in general', () => {
    let ran: string[];
    const step = (what: string): Migration => ({
      what,
      run() {
        ran.push(what);
        return Promise.resolve();
      },
    });

    beforeEach(() => (ran = []));

    it('runs each once, in order, whichever server comes first', async () => {
      const steps = [step('one'), step('two')];
      await Promise.all([server(steps).run(), server(steps).run()]);
      await server(steps).run();
      expect(ran).toEqual(['one', 'two']);
    });

    it('goes on where the version before ended', async () => {
      await server([step('one')]).run();
      await server([step('one'), step('two'), step('three')]).run();
      expect(ran).toEqual(['one', 'two', 'three']);
    });

    it('begins again with the one that failed', async () => {
      const failing: Migration = {
        what: 'two',
        run: () => Promise.reject(new Error('the database is away')),
      };
      await expect(server([step('one'), failing]).run()).rejects.toThrow('the database is away');
      await server([step('one'), step('two')]).run();
      expect(ran).toEqual(['one', 'two']);
    });

    it('leaves the records of a later version alone', async () => {
      await server([step('one'), step('two')]).run();
      ran = [];
      await server([step('one')]).run();
      await server([step('one'), step('two')]).run();
      expect(ran).toEqual([]);
    });

    it('asks the database once a process', async () => {
      const migrations = server([step('one')]);
      await migrations.run();
      const { calls } = database;
      await migrations.run();
      expect(database.calls).toBe(calls);
    });
  });

  it('keeps what was told of troubles, so that nobody is told again', async () => {
    const numbers = new NumberRecords(records(), clock);
    await numbers.save(aNumber({ id: 'troubled' }));
    await numbers.save(aNumber({ id: 'recovered' }));
    await numbers.save(aNumber({ id: 'sound' }));
    // As version 0.1.0 wrote it.
    await records().put(['trouble:troubled'], { code: '131042' });
    await records().put(['trouble:recovered'], { code: '' });

    await server().run();

    const troubles = new TroubleRecords(records(), clock);
    await expect(troubles.of('troubled', 'channel')).resolves.toMatchObject({ code: '131042' });
    await expect(troubles.of('recovered', 'channel')).resolves.toBeUndefined();
    await expect(troubles.of('sound', 'channel')).resolves.toBeUndefined();
    await expect(records().find('trouble:troubled')).resolves.toEqual([]);
    await expect(numbers.all()).resolves.toHaveLength(3);
  });
});
