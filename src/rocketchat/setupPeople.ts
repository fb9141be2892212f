import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Person, SetupReaders } from '../services/setup/ports';
import { isBot, mayUse } from './access';
import type { AppUser } from './appUser';
import type { SetupMembers } from './records/setupMembers';
import type { SetupRoomFinder } from './setupRoomFinder';

/** The room that everybody is in by default; its id is the same in all workspaces. */
const EVERYBODY = 'GENERAL';

/** Who is in the setup room, and who could be. */
export class SetupPeople implements SetupReaders {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly finder: SetupRoomFinder,
    private readonly members: SetupMembers,
  ) {}

  /** Those who were in the room before, and somebody who comes, as far as they may. */
  async namesWith(comer?: IUser): Promise<string[]> {
    const people = [...(comer ? [comer] : []), ...(await this.former())];
    return [...new Set(people.map(({ username }) => username))];
  }

  async add(room: IRoom, member: IUser): Promise<void> {
    await this.invite(room, member);
    await this.members.add(member.id);
  }

  async isSomebodyThere(): Promise<boolean> {
    const room = await this.finder.find();
    return room === undefined || (await this.membersOf(room.id)).some(isReader);
  }

  async former(): Promise<Person[]> {
    const users = this.read.getUserReader();
    const ids = await this.members.all();
    const known: (IUser | undefined)[] = await Promise.all(ids.map((id) => users.getById(id)));
    return known.flatMap((user) => (user && isReader(user) ? [user] : []));
  }

  async others(): Promise<Person[]> {
    return (await this.membersOf(EVERYBODY)).filter(isReader);
  }

  async letIn(person: Person): Promise<string> {
    const { room } = await this.finder.findOrCreate(() => this.namesWith());
    await this.invite(room, person);
    await this.members.add(person.id);
    return room.slugifiedName;
  }

  private async invite(room: IRoom, { id, username }: Person): Promise<void> {
    const members = await this.membersOf(room.id);
    if (!members.some((member) => member.id === id)) {
      const updater = this.modify.getUpdater();
      const builder = await updater.room(room.id, await this.appUser.get());
      await updater.finish(builder.addMemberToBeAddedByUsername(username));
    }
  }

  /** The host lists members whose user is gone as nothing. */
  private async membersOf(roomId: string): Promise<IUser[]> {
    const members: (IUser | undefined)[] | undefined = await this.read.getRoomReader().getMembers(roomId);
    return members?.flatMap((member) => member ?? []) ?? [];
  }
}

/** Whom it is of use to tell something about the numbers. */
function isReader(user: IUser): boolean {
  return user.isEnabled && !isBot(user) && mayUse('administrators', user);
}
