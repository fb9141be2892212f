import type { Room } from '../../src/services/rooms';
import { UnservedRooms } from '../../src/services/unserved';
import { FakeWorkspace, ManualClock, RecordingNotices } from '../support/fakes';

const DAY = 24 * 60 * 60_000;

describe('When an agent is gone', () => {
  const clock = new ManualClock();
  const rooms = new Map<string, Partial<Room>>();
  let notices: RecordingNotices;
  let asked: number;
  const known = new Set<string>();

  beforeEach(() => {
    rooms.clear();
    known.clear();
    notices = new RecordingNotices();
  });

  function service(): UnservedRooms {
    const active = {
      since: (time: number) => {
        asked = clock.now() - time;
        return Promise.resolve([...rooms.keys()]);
      },
      note: () => Promise.resolve(),
    };
    const livechat = { room: (id: string) => Promise.resolve(rooms.get(id) as Room | undefined) };
    const told = { first: (what: string) => Promise.resolve(!known.has(what) && Boolean(known.add(what))) };
    return new UnservedRooms({
      clock,
      livechat,
      notices,
      rooms: active,
      told,
      workspace: new FakeWorkspace(),
    });
  }

  it('the admins get links to the open rooms of the last week that nobody serves', async () => {
    rooms.set('left', { isOpen: true, isServed: false });
    rooms.set('closed', { isOpen: false, isServed: false });
    rooms.set("ben's", { isOpen: true, isServed: true });
    rooms.set('also-left', { isOpen: true, isServed: false });
    await service().deleted('ana');
    const links = 'https://chat.example.org/live/left\nhttps://chat.example.org/live/also-left';
    expect(notices.admins).toEqual([{ key: 'number.agentDeleted', params: { agent: 'ana', links } }]);
    expect(asked).toBe(7 * DAY);
  });

  it('nothing is said where all rooms are served', async () => {
    rooms.set("ben's", { isOpen: true, isServed: true });
    await service().deleted('ana');
    expect(notices.admins).toEqual([]);
  });

  it('the admins hear once a day of who lost the role, and of the room in which a customer writes', async () => {
    rooms.set('also-left', { isOpen: true, isServed: false });
    const active = [...rooms.keys()];
    const links = ['left', ...active].map((id) => `https://chat.example.org/live/${id}`).join('\n');
    const unserved = service();
    rooms.set('left', { isOpen: true, isServed: false });
    await unserved.lost('ana', 'left');
    await unserved.lost('ana', 'also-left');
    expect(notices.admins).toEqual([{ key: 'number.agentLost', params: { agent: 'ana', links } }]);
    await unserved.lost('ben', 'left');
    clock.advance(DAY);
    await unserved.lost('ana', 'left');
    expect(notices.admins.map(({ params }) => params?.agent)).toEqual(['ana', 'ben', 'ana']);
  });
});
