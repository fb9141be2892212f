import type { Room } from '../../src/services/rooms';
import { UnservedRooms } from '../../src/services/unserved';
import { FakeWorkspace, ManualClock, RecordingNotices } from '../support/fakes';

const DAY = 24 * 60 * 60_000;

describe('When an agent was deleted', () => {
  const clock = new ManualClock();
  const rooms = new Map<string, Partial<Room>>();
  let notices: RecordingNotices;
  let asked: number;

  beforeEach(() => {
    rooms.clear();
    notices = new RecordingNotices();
  });

  function tell(): Promise<void> {
    const active = {
      since: (time: number) => {
        asked = clock.now() - time;
        return Promise.resolve([...rooms.keys()]);
      },
      note: () => Promise.resolve(),
    };
    const livechat = { room: (id: string) => Promise.resolve(rooms.get(id) as Room | undefined) };
    return new UnservedRooms(active, livechat, new FakeWorkspace(), notices, clock).tell('ana');
  }

  it('the admins get links to the open rooms of the last week that nobody serves', async () => {
    rooms.set('left', { isOpen: true, isServed: false });
    rooms.set('closed', { isOpen: false, isServed: false });
    rooms.set("ben's", { isOpen: true, isServed: true });
    rooms.set('also-left', { isOpen: true, isServed: false });
    await tell();
    const links = 'https://chat.example.org/live/left\nhttps://chat.example.org/live/also-left';
    expect(notices.admins).toEqual([{ key: 'number.agentDeleted', params: { agent: 'ana', links } }]);
    expect(asked).toBe(7 * DAY);
  });

  it('nothing is said where all rooms are served', async () => {
    rooms.set("ben's", { isOpen: true, isServed: true });
    await tell();
    expect(notices.admins).toEqual([]);
  });
});
