import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { RoomBridge } from '@rocket.chat/apps-engine/server/bridges';
import type {
  GetMessagesOptions,
  GetRoomsFilters,
  GetRoomsOptions,
} from '@rocket.chat/apps-engine/server/bridges/RoomBridge';

import { convertMessageRaw } from '../converters/messages';
import { convertAppRoom, convertRoom, convertRoomRaw } from '../converters/rooms';
import { convertUser } from '../converters/users';
import type { RoomDoc } from '../documents';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createRoomBridge(engine: Engine, host: Host): RoomBridge {
  const { store } = host;

  class Rooms extends engine.bridges.RoomBridge {
    protected async create(room: IRoom, members: string[]): Promise<string> {
      const { users, rooms } = host.workspace;
      const creator = await users.byId(room.creator.id);
      if (!creator) {
        throw new Error('Invalid user');
      }
      const type = room.type as string;
      if (type === 'd') {
        return (await rooms.direct(members, creator))._id;
      }
      if (type !== 'c' && type !== 'p') {
        throw new Error('Only channels, private groups and direct messages can be created.');
      }
      const created = await rooms.create({
        type,
        name: room.slugifiedName ?? '',
        displayName: room.displayName || undefined,
        creator,
        members,
        readOnly: room.isReadOnly,
        description: room.description,
        customFields: room.customFields,
      });
      return created._id;
    }

    protected async getById(roomId: string): Promise<IRoom> {
      return found(await host.workspace.rooms.byId(roomId));
    }

    protected async getByName(roomName: string): Promise<IRoom> {
      return found(await host.workspace.rooms.byName(roomName));
    }

    protected async getCreatorById(roomId: string): Promise<IUser | undefined> {
      return creatorOf(await host.workspace.rooms.byId(roomId));
    }

    protected async getCreatorByName(roomName: string): Promise<IUser | undefined> {
      return creatorOf(await host.workspace.rooms.byName(roomName));
    }

    protected async getDirectByUsernames(usernames: string[]): Promise<IRoom | undefined> {
      return found(await host.workspace.rooms.directOf(usernames));
    }

    protected async getMembers(roomId: string): Promise<IUser[]> {
      return (await host.workspace.rooms.members(roomId)).map(convertUser);
    }

    protected async getAllRooms(
      { types, discussions, teams }: GetRoomsFilters,
      { limit = 100, skip = 0 }: GetRoomsOptions,
    ): Promise<IRoomRaw[]> {
      const rooms = await host.workspace.rooms.all();
      return rooms
        .filter(({ t }) => !types?.length || (types as string[]).includes(t))
        .filter(({ prid }) => discussions === undefined || discussions === !!prid)
        .filter(() => teams !== true)
        .slice(skip, skip + limit)
        .map(convertRoomRaw);
    }

    /** Sets what the app's room says, and adds members; it takes none away. */
    protected async update(room: IRoom, members: string[] = []): Promise<void> {
      const { rooms, users } = host.workspace;
      if (!(await rooms.byId(room.id))) {
        throw new Error('Room id not found');
      }
      const { _id, ...changes } = await convertAppRoom(store, room, true);
      const updated = await rooms.update(room.id, changes);
      for (const username of members) {
        const member = await users.byUsername(username);
        if (member) {
          await host.workspace.members.add(updated, member);
        }
      }
    }

    protected async createDiscussion(): Promise<string> {
      throw new Error('The simulated workspace has no discussions.');
    }

    protected async delete(roomId: string): Promise<void> {
      await host.workspace.rooms.remove(roomId);
    }

    protected async getModerators(roomId: string): Promise<IUser[]> {
      return membersWithRole(roomId, 'moderator');
    }

    protected async getOwners(roomId: string): Promise<IUser[]> {
      return membersWithRole(roomId, 'owner');
    }

    protected async getLeaders(roomId: string): Promise<IUser[]> {
      return membersWithRole(roomId, 'leader');
    }

    /** Without system messages; replies in threads only where they are asked for. */
    protected async getMessages(roomId: string, options: GetMessagesOptions): Promise<IMessageRaw[]> {
      return messagesOf(roomId, options, options.sort?.createdAt !== 'desc');
    }

    protected async removeUsers(roomId: string, usernames: string[]): Promise<void> {
      if (!roomId) {
        throw new Error('roomId was not provided.');
      }
      const room = await host.workspace.rooms.byId(roomId);
      for (const username of usernames) {
        const member = await host.workspace.users.byUsername(username);
        if (room && member) {
          await host.workspace.members.remove(room, member);
        }
      }
    }

    protected async getUnreadByUser(
      roomId: string,
      uid: string,
      options: GetMessagesOptions,
    ): Promise<IMessageRaw[]> {
      const since = await lastSeen(roomId, uid);
      return since ? messagesOf(roomId, options, options.sort?.createdAt !== 'desc', since) : [];
    }

    protected async getUserUnreadMessageCount(roomId: string, uid: string): Promise<number> {
      const since = await lastSeen(roomId, uid);
      return since ? store.messages.countAsync({ rid: roomId, ts: { $gt: since } }) : 0;
    }
  }

  async function messagesOf(
    roomId: string,
    { limit, skip, showThreadMessages }: GetMessagesOptions,
    oldestFirst: boolean,
    since?: Date,
  ): Promise<IMessageRaw[]> {
    const messages = await host.workspace.messages.ofRoom(roomId, {
      limit,
      skip,
      oldestFirst,
      since,
      threadReplies: showThreadMessages,
      systemMessages: since !== undefined,
    });
    return messages.map(convertMessageRaw);
  }

  async function lastSeen(roomId: string, uid: string): Promise<Date | undefined> {
    const subscription = await host.workspace.rooms.subscription(roomId, uid);
    if (!subscription) {
      throw new Error('User not subscribed to room');
    }
    return subscription.ls;
  }

  async function found(room: RoomDoc | null): Promise<IRoom> {
    // The engine's type has no word for a room that is not there; apps get undefined.
    const converted: unknown = room ? await convertRoom(store, room) : undefined;
    return converted as IRoom;
  }

  async function creatorOf(room: RoomDoc | null): Promise<IUser | undefined> {
    const user = room?.u && (await host.workspace.users.byId(room.u._id));
    return user ? convertUser(user) : undefined;
  }

  async function membersWithRole(roomId: string, role: string): Promise<IUser[]> {
    return (await host.workspace.rooms.membersWithRole(roomId, role)).map(convertUser);
  }

  return new Rooms();
}
