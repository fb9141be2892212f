import type { RoomDoc, SubscriptionDoc, UserDoc } from '../documents';
import type { Store } from '../store';
import { ServerError } from './errors';
import type { EventSender } from './events';
import { randomId } from './randomId';
import type { RoomAccess } from './roomAccess';
import type { Settings } from './settings';
import type { Users } from './users';
import { withoutUndefined } from './withoutUndefined';

export interface NewRoom {
  /** Default random. */
  _id?: string;
  type: 'c' | 'p';
  name: string;
  displayName?: string;
  creator: UserDoc;
  /** Usernames; the creator becomes a member and the owner anyway. */
  members?: string[];
  readOnly?: boolean;
  topic?: string;
  description?: string;
  customFields?: Record<string, unknown>;
}

/** Channels, private groups and direct rooms, and who is in them. */
export class Rooms {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly users: Users,
    private readonly access: RoomAccess,
  ) {}

  /**
   * @throws ServerError `error-not-allowed` (permission `create-c`, `create-p`), `error-invalid-name`,
   * `error-invalid-room-name`, `error-duplicate-channel-name`, `error-app-prevented`
   */
  async create(room: NewRoom): Promise<RoomDoc> {
    const { creator } = room;
    if (!this.users.hasPermission(creator, `create-${room.type}`)) {
      throw new ServerError('error-not-allowed', 'Not allowed');
    }
    await this.checkName(room.name);
    const now = new Date();
    const draft = withoutUndefined<RoomDoc>({
      _id: room._id ?? randomId(),
      t: room.type,
      name: room.name.trim(),
      fname: room.displayName ?? room.name,
      u: { _id: creator._id, username: creator.username, name: creator.name },
      msgs: 0,
      usersCount: 0,
      ts: now,
      _updatedAt: now,
      ro: room.readOnly === true,
      topic: room.topic,
      description: room.description,
      customFields: room.customFields,
    });
    const doc = await this.insert(await this.withAppsConsent(draft));
    for (const username of new Set([creator.username, ...(room.members ?? [])])) {
      const member = await this.users.byUsername(username);
      if (member) {
        await this.addMember(doc._id, member, member._id === creator._id ? ['owner'] : undefined);
      }
    }
    return this.announced(doc._id);
  }

  /**
   * The direct room of these users; made when there is none yet.
   * @throws ServerError `error-invalid-user`, `error-not-allowed` (permission `create-d`)
   */
  async direct(usernames: string[], creator: UserDoc): Promise<RoomDoc> {
    const members = await this.usersOf([...new Set([creator.username, ...usernames])]);
    const existing = await this.directOf(members.map(({ username }) => username));
    if (existing) {
      return existing;
    }
    if (!this.users.hasPermission(creator, 'create-d')) {
      throw new ServerError('error-not-allowed', 'Not allowed');
    }
    const uids = members.map(({ _id }) => _id).sort();
    const now = new Date();
    const doc = await this.insert({
      _id: uids.length > 2 ? randomId() : uids.join(''),
      t: 'd',
      u: { _id: creator._id, username: creator.username, name: creator.name },
      usernames: members.map(({ username }) => username),
      uids,
      msgs: 0,
      usersCount: 0,
      ts: now,
      _updatedAt: now,
    });
    for (const member of members) {
      await this.addMember(doc._id, member);
    }
    return this.announced(doc._id);
  }

  /** @param usernames all of the room's, its own user included */
  async directOf(usernames: string[]): Promise<RoomDoc | null> {
    const rooms = await this.store.rooms.findAsync({ t: 'd', usernames: { $size: usernames.length } });
    return rooms.find((room) => usernames.every((username) => room.usernames?.includes(username))) ?? null;
  }

  async byId(id: string): Promise<RoomDoc | null> {
    return this.store.rooms.findOneAsync({ _id: id });
  }

  async byName(name: string): Promise<RoomDoc | null> {
    return this.store.rooms.findOneAsync({ name });
  }

  async ofUser(userId: string): Promise<RoomDoc[]> {
    const ids = (await this.subscriptionsOf(userId)).map(({ rid }) => rid);
    return this.store.rooms.findAsync({ _id: { $in: ids } });
  }

  async all(): Promise<RoomDoc[]> {
    return this.store.rooms.findAsync({});
  }

  /** @throws ServerError `error-invalid-room` */
  async update(id: string, fields: Partial<RoomDoc>): Promise<RoomDoc> {
    const { affectedDocuments } = await this.store.rooms.updateAsync<RoomDoc, { returnUpdatedDocs: true }>(
      { _id: id },
      { $set: { ...withoutUndefined(fields), _updatedAt: new Date() } },
      { returnUpdatedDocs: true },
    );
    if (!affectedDocuments) {
      throw new ServerError('error-invalid-room', 'Invalid room');
    }
    return affectedDocuments;
  }

  async members(id: string): Promise<UserDoc[]> {
    const subscriptions = await this.store.subscriptions.findAsync({ rid: id });
    return this.store.users.findAsync({ _id: { $in: subscriptions.map(({ u }) => u._id) } });
  }

  /** @param role `owner`, `moderator` or `leader` */
  async membersWithRole(id: string, role: string): Promise<UserDoc[]> {
    const subscriptions = await this.store.subscriptions.findAsync({ rid: id, roles: role });
    return this.store.users.findAsync({ _id: { $in: subscriptions.map(({ u }) => u._id) } });
  }

  async subscriptionsOf(userId: string): Promise<SubscriptionDoc[]> {
    return this.store.subscriptions.findAsync({ 'u._id': userId });
  }

  async subscription(rid: string, userId: string): Promise<SubscriptionDoc | null> {
    return this.store.subscriptions.findOneAsync({ rid, 'u._id': userId });
  }

  /** The mere membership; `Members` tells the room and the apps of it. @returns false for a member */
  async addMember(rid: string, user: UserDoc, roles?: string[]): Promise<boolean> {
    const room = await this.byId(rid);
    if (!room || (await this.subscription(rid, user._id))) {
      return false;
    }
    const now = new Date();
    await this.store.subscriptions.insertAsync(
      withoutUndefined<SubscriptionDoc>({
        _id: randomId(),
        rid,
        t: room.t,
        u: { _id: user._id, username: user.username, name: user.name },
        name: room.t === 'd' ? room.usernames?.find((name) => name !== user.username) : room.name,
        fname: room.fname,
        roles,
        open: true,
        unread: 0,
        ls: now,
        ts: now,
        _updatedAt: now,
      }),
    );
    await this.store.rooms.updateAsync({ _id: rid }, { $inc: { usersCount: 1 } });
    return true;
  }

  async removeMember(rid: string, userId: string): Promise<boolean> {
    const removed = await this.store.subscriptions.removeAsync({ rid, 'u._id': userId }, {});
    await this.store.rooms.updateAsync({ _id: rid }, { $inc: { usersCount: -removed } });
    return removed > 0;
  }

  async markRead(rid: string, userId: string): Promise<void> {
    await this.store.subscriptions.updateAsync(
      { rid, 'u._id': userId },
      { $set: { unread: 0, ls: new Date() } },
    );
  }

  /** Removes the room with everything in it. */
  async remove(id: string): Promise<void> {
    const room = await this.byId(id);
    if (!room) {
      return;
    }
    if (await this.events.ask('IPreRoomDeletePrevent', room)) {
      throw new ServerError('error-app-prevented-deleting', 'A Rocket.Chat App prevented the room erasing.');
    }
    const all = { multi: true };
    await this.store.messages.removeAsync({ rid: id }, all);
    await this.store.uploads.removeAsync({ rid: id }, all);
    await this.store.subscriptions.removeAsync({ rid: id }, all);
    await this.store.inquiries.removeAsync({ rid: id }, all);
    await this.store.rooms.removeAsync({ _id: id }, {});
    this.events.post('IPostRoomDeleted', room);
  }

  async canAccess(room: RoomDoc, user: UserDoc): Promise<boolean> {
    return this.access.canAccess(room, user);
  }

  /** As {@link Users.hasPermission}, and by the roles that the user has in the room. */
  async permits(user: UserDoc, permission: string, rid?: string): Promise<boolean> {
    return this.access.permits(user, permission, rid);
  }

  private async insert(room: RoomDoc): Promise<RoomDoc> {
    return this.store.rooms.insertAsync(room);
  }

  private async announced(id: string): Promise<RoomDoc> {
    const room = await this.update(id, {});
    this.events.post('IPostRoomCreate', room);
    return room;
  }

  private async withAppsConsent(draft: RoomDoc): Promise<RoomDoc> {
    if (await this.events.askConsent('IPreRoomCreatePrevent', draft)) {
      throw new ServerError('error-app-prevented', 'A Rocket.Chat App prevented the room creation.');
    }
    const extended = (await this.events.ask('IPreRoomCreateExtend', draft)) ?? draft;
    const modified = await this.events.ask('IPreRoomCreateModify', extended);
    return { ...draft, ...(modified as Partial<RoomDoc> | undefined) };
  }

  private async checkName(name: string): Promise<void> {
    if (!name.trim()) {
      throw new ServerError('error-invalid-name', 'Invalid name');
    }
    const valid = new RegExp(`^${await this.settings.get<string>('UTF8_Channel_Names_Validation')}$`);
    if (!valid.test(name.trim())) {
      throw new ServerError('error-invalid-room-name', `${name} is not a valid room name.`);
    }
    if (await this.byName(name.trim())) {
      throw new ServerError('error-duplicate-channel-name', `A channel with name '${name.trim()}' exists`);
    }
  }

  private async usersOf(usernames: string[]): Promise<UserDoc[]> {
    const found = await Promise.all(usernames.map((username) => this.users.byUsername(username)));
    return found.map((user) => {
      if (!user) {
        throw new ServerError('error-invalid-user', 'Invalid user');
      }
      return user;
    });
  }
}
