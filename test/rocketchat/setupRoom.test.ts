import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { UserType, type IUser } from '@rocket.chat/apps-engine/definition/users';

import { LockRecords } from '../../src/rocketchat/records/locks';
import { Records } from '../../src/rocketchat/records/records';
import { SetupMembers } from '../../src/rocketchat/records/setupMembers';
import { SetupRoomRecord } from '../../src/rocketchat/records/setupRoomRecord';
import { SetupPeople } from '../../src/rocketchat/setupPeople';
import { SetupRoom } from '../../src/rocketchat/setupRoom';
import { SetupRoomFinder } from '../../src/rocketchat/setupRoomFinder';
import { FakePersistence } from '../support/fakePersistence';
import { ManualClock } from '../support/fakes';

const NAME = 'omnichannel-whatsapp-setup';
const BOT = user('bot', 'app', ['app']);
const ADA = user('ada', 'user', ['user', 'admin']);
const MIA = user('mia', 'user', ['user', 'livechat-manager']);

function user(id: string, type: string, roles: string[]): IUser {
  return { id, username: `${id}.name`, type, roles, isEnabled: true } as IUser;
}

interface HostRoom {
  id: string;
  slugifiedName: string;
  type: string;
  creator?: IUser;
  members: IUser[];
  messages: string[];
  _unmappedProperties_?: { archived?: boolean };
}

/** Rooms and users as the host keeps them. Each call takes a turn, so that servers get in each other's way. */
class FakeHost {
  readonly rooms: HostRoom[] = [];
  users = [BOT, ADA, MIA];

  private readonly reader = {
    getById: (id: string) => this.later(() => this.rooms.find((room) => room.id === id)),
    getByName: (name: string) => this.later(() => this.rooms.find((room) => room.slugifiedName === name)),
    getMembers: (id: string) =>
      this.later(() => this.rooms.find((room) => room.id === id)?.members.map(({ id }) => this.user(id))),
  };

  private readonly creator = {
    startRoom: () => this.builder({ type: 'p', members: [], messages: [] }),
    startMessage: () => this.builder({}),
    finish: ({ draft }: { draft: Partial<HostRoom> & { room?: HostRoom; text?: string } }) =>
      this.later(() => this.finish(draft)),
  };

  readonly read = {
    getRoomReader: () => this.reader,
    getUserReader: () => ({ getById: (id: string) => this.later(() => this.user(id)) }),
  } as unknown as IRead;

  readonly modify = {
    getCreator: () => this.creator,
    getUpdater: () => ({
      room: (id: string) => this.later(() => this.builder({ id })),
      finish: ({ draft }: { draft: { id: string; username: string } }) =>
        this.later(() => {
          const comer = this.users.find(({ username }) => username === draft.username)!;
          this.rooms.find(({ id }) => id === draft.id)!.members.push(comer);
        }),
    }),
  } as unknown as IModify;

  named(slugifiedName: string, room: Partial<HostRoom> = {}): HostRoom {
    const id = `room-${this.rooms.length + 1}`;
    const made = { id, slugifiedName, type: 'p', creator: BOT, members: [BOT], messages: [], ...room };
    this.rooms.push(made);
    return made;
  }

  private user(id: string): IUser | undefined {
    return this.users.find((one) => one.id === id);
  }

  private builder(draft: object) {
    const set = (field: string) => (value: unknown) => this.builder({ ...draft, [field]: value });
    return {
      draft,
      setType: set('type'),
      setCreator: set('creator'),
      setSlugifiedName: set('slugifiedName'),
      setDisplayName: set('displayName'),
      setMembersToBeAddedByUsernames: set('usernames'),
      addMemberToBeAddedByUsername: set('username'),
      setRoom: set('room'),
      setSender: set('sender'),
      setText: set('text'),
    };
  }

  private finish(
    draft: Partial<HostRoom> & { room?: HostRoom; text?: string; usernames?: string[] },
  ): string {
    if (draft.room) {
      this.rooms.find(({ id }) => id === draft.room!.id)!.messages.push(draft.text ?? '');
      return 'message';
    }
    if (this.rooms.some(({ slugifiedName }) => slugifiedName === draft.slugifiedName)) {
      throw new Error('error-duplicate-channel-name');
    }
    const members = this.users.filter(
      ({ id, username }) => id === 'bot' || draft.usernames?.includes(username),
    );
    return this.named(draft.slugifiedName!, { members }).id;
  }

  private async later<T>(task: () => T): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    return task();
  }
}

describe('The setup room', () => {
  let host: FakeHost;
  let records: Records;
  const clock = new ManualClock();

  beforeEach(() => {
    host = new FakeHost();
    records = new Records(...new FakePersistence().asAccessors());
  });

  function server() {
    const { read, modify } = host;
    const bot = { get: () => Promise.resolve(BOT) } as never;
    const locks = new LockRecords(records, clock);
    const finder = new SetupRoomFinder(read, modify, bot, new SetupRoomRecord(records), locks);
    const people = new SetupPeople(read, modify, bot, finder, new SetupMembers(records));
    return { room: new SetupRoom(read, modify, bot, finder, people), people };
  }

  const said = () => host.rooms.map(({ slugifiedName, messages }) => [slugifiedName, messages]);
  const membersOf = (room: HostRoom | undefined) => room?.members.map(({ id }) => id);

  it('is one for two servers that need it at the same moment, and afterwards', async () => {
    const [one, two] = [server().room, server().room];
    const areNew = await Promise.all([one.open(ADA), two.open(MIA)]);
    expect(areNew.filter(Boolean)).toHaveLength(1);
    await Promise.all([one.post('from one'), two.post('from two')]);
    expect(host.rooms).toHaveLength(1);
    expect(host.rooms[0]!.messages.sort()).toEqual(['from one', 'from two']);
    expect(membersOf(host.rooms[0])!.sort()).toEqual(['ada', 'bot', 'mia']);
  });

  it('stays the same when it was renamed, also where another room has its name meanwhile', async () => {
    await server().room.open(ADA);
    host.rooms[0]!.slugifiedName = 'whatsapp-team';
    host.named(NAME);
    await server().room.post('still here');
    expect(said()).toEqual([
      ['whatsapp-team', ['still here']],
      [NAME, []],
    ]);
  });

  it.each<[string, (host: FakeHost) => void]>([
    ['was deleted', ({ rooms }) => rooms.splice(0)],
    ['was made public', ({ rooms }) => (rooms[0]!.type = 'c')],
    ['was archived', ({ rooms }) => (rooms[0]!._unmappedProperties_ = { archived: true })],
  ])('is made again with its people when it %s, once for two servers', async (_, change) => {
    await server().room.open(ADA);
    await server().room.open(MIA);
    host.users = [BOT, ADA, { ...MIA, roles: ['user'] }];
    change(host);
    const before = host.rooms.length;
    await Promise.all([server().room.post('one'), server().room.post('two')]);
    expect(host.rooms).toHaveLength(before + 1);
    const room = host.rooms.at(-1)!;
    expect(room.messages.sort()).toEqual(['one', 'two']);
    expect(membersOf(room)).toEqual(['bot', 'ada']);
  });

  it.each<[string, Partial<HostRoom>, boolean]>([
    ['of our bot', {}, true],
    ['of the bot of an earlier installation', { creator: undefined }, true],
    ['of somebody else', { creator: MIA }, false],
    ['that is public', { type: 'c' }, false],
  ])('without a record, is the room %s with its name, or not (%#)', async (_, room, isTaken) => {
    host.named(NAME, room);
    await server().room.post('hello');
    const name = isTaken ? NAME : `${NAME}-2`;
    expect(said().filter(([, messages]) => messages!.length > 0)).toEqual([[name, ['hello']]]);
  });

  it('finds a name where others have all of its own', async () => {
    for (const name of [NAME, `${NAME}-2`, `${NAME}-3`]) {
      host.named(name, { creator: MIA });
    }
    await server().room.post('hello');
    expect(host.rooms.at(-1)!.slugifiedName).toMatch(/^omnichannel-whatsapp-setup-[0-9a-f]{6}$/);
  });

  it.each<[string, Partial<IUser> | undefined, boolean]>([
    ['an admin', {}, true],
    ['an admin who lost the role', { roles: ['user'] }, false],
    ['a deactivated admin', { isEnabled: false }, false],
    ['somebody who was deleted', undefined, false],
    ['a bot that is an admin', { type: UserType.BOT }, false],
  ])('is or is not read by %s (%#)', async (_, change, isRead) => {
    await server().room.open(ADA);
    host.users = change ? [BOT, { ...ADA, ...change }] : [BOT];
    await expect(server().people.isSomebodyThere()).resolves.toBe(isRead);
  });

  it("knows the workspace's admins by the room of all", async () => {
    host.named('general', { id: 'GENERAL', members: host.users });
    await expect(server().people.others()).resolves.toEqual([ADA, MIA]);
  });
});
