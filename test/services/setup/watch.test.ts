import { ToldRecords } from '../../../src/rocketchat/records/told';
import { Records } from '../../../src/rocketchat/records/records';
import type { Person, SetupReaders } from '../../../src/services/setup/ports';
import { SetupWatch } from '../../../src/services/setup/watch';
import { FakePersistence } from '../../support/fakePersistence';
import { FakeWorkspace, ManualClock, RecordingLog, RecordingNotices } from '../../support/fakes';

const HOUR = 60 * 60_000;
const ADA = { id: 'ada', username: 'ada' };
const MIA = { id: 'mia', username: 'mia' };

class FakeReaders implements SetupReaders {
  inside: Person[] = [];
  known: Person[] = [];
  admins: Person[] = [];
  searches = 0;

  isSomebodyThere = () => Promise.resolve(this.inside.length > 0);
  former = () => Promise.resolve(this.known);

  others = () => {
    this.searches++;
    return Promise.resolve(this.admins);
  };

  letIn = (person: Person) => {
    this.inside.push(person);
    return Promise.resolve('setup');
  };
}

describe('The watch over who reads the setup room', () => {
  let readers: FakeReaders;
  let notices: RecordingNotices;
  let clock: ManualClock;
  let log: RecordingLog;
  let told: ToldRecords;

  beforeEach(() => {
    readers = new FakeReaders();
    notices = new RecordingNotices();
    clock = new ManualClock();
    log = new RecordingLog();
    told = new ToldRecords(new Records(...new FakePersistence().asAccessors()), clock);
  });

  const review = () =>
    new SetupWatch({ clock, log, notices, readers, told, workspace: new FakeWorkspace() }).review();
  const addressed = () => notices.users.map(({ username }) => username);

  it('does nothing while somebody is there', async () => {
    readers.inside = [ADA];
    readers.known = [MIA];
    await review();
    expect(readers.inside).toEqual([ADA]);
    expect(addressed()).toEqual([]);
  });

  it('lets in who was there before, and tells them where to read', async () => {
    readers.known = [ADA, MIA];
    readers.admins = [{ id: 'zoe', username: 'zoe' }];
    await review();
    expect(readers.inside).toEqual([ADA, MIA]);
    expect(addressed()).toEqual(['ada', 'mia']);
    expect(notices.users[0]!.sentence).toMatchObject({ key: 'setup.letIn', params: { room: 'setup' } });
    expect(readers.searches).toBe(0);
  });

  it('lets in other admins of the workspace where nobody of those is left', async () => {
    readers.admins = [MIA];
    await review();
    expect(readers.inside).toEqual([MIA]);
    expect(log.lines).toEqual([]);
  });

  it('lets each in once on two servers', async () => {
    readers.known = [ADA];
    await Promise.all([review(), review()]);
    expect(addressed()).toEqual(['ada']);
  });

  it('does not drag back who left on purpose before the next day, and looks for another', async () => {
    readers.known = [ADA];
    readers.admins = [ADA, MIA];
    await review();
    readers.inside = [];
    await review();
    expect(readers.inside).toEqual([MIA]);
    readers.inside = [];
    await review();
    expect(readers.inside).toEqual([]);
    clock.advance(24 * HOUR);
    await review();
    expect(readers.inside).toEqual([ADA]);
  });

  it('searches all users once an hour at most, and says in the log that nobody was found', async () => {
    await review();
    await review();
    expect(readers.searches).toBe(1);
    clock.advance(HOUR);
    await review();
    expect(readers.searches).toBe(2);
    expect(log.lines).toHaveLength(2);
  });
});
