import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UserBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertAppUser, convertUser } from '../converters/users';
import type { UserDoc } from '../documents';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createUserBridge(engine: Engine, host: Host): UserBridge {
  class Users extends engine.bridges.UserBridge {
    protected async getById(id: string): Promise<IUser> {
      return found(await host.workspace.users.byId(id)) as unknown as IUser;
    }

    protected async getByUsername(username: string): Promise<IUser> {
      return found(await host.workspace.users.byUsername(username)) as unknown as IUser;
    }

    protected async getAppUser(appId?: string): Promise<IUser | undefined> {
      return found(appId ? await host.workspace.users.byAppId(appId) : null);
    }

    protected async getActiveUserCount(): Promise<number> {
      return host.store.users.countAsync({ active: true, type: 'user' });
    }

    protected async getUserUnreadMessageCount(uid: string): Promise<number> {
      const subscriptions = await host.workspace.rooms.subscriptionsOf(uid);
      return subscriptions.reduce((sum, { unread }) => sum + unread, 0);
    }

    protected async getUserRoomIds(userId: string): Promise<string[]> {
      return (await host.workspace.rooms.subscriptionsOf(userId)).map(({ rid }) => rid);
    }

    protected async create(data: Partial<IUser>): Promise<string> {
      const { _id, username = '', name, type, roles, appId, status } = convertAppUser(data);
      if (type !== 'bot' && type !== 'app') {
        throw new Error('Creating normal users is currently not supported');
      }
      const { users } = host.workspace;
      if (await users.byUsername(username)) {
        throw new Error(
          `The username "${username}" is already being used. Rename or remove the user using it to install this App`,
        );
      }
      return (await users.create({ _id, username, name, type, roles, appId, status }))._id;
    }

    protected async remove(user: IUser): Promise<boolean> {
      await host.workspace.users.remove(user.id);
      return true;
    }

    protected async update(user: IUser, updates: Partial<IUser>): Promise<boolean> {
      if (!user) {
        throw new Error('User not provided');
      }
      await host.workspace.users.update(user.id, convertAppUser(updates));
      return true;
    }

    protected async deleteUsersCreatedByApp(appId: string, type: string): Promise<boolean> {
      const users = await host.store.users.findAsync({ appId, type });
      for (const { _id } of users) {
        await host.workspace.users.remove(_id);
      }
      return users.length > 0;
    }

    protected async deactivate(userId: string): Promise<boolean> {
      if (!userId) {
        throw new Error('Invalid user id');
      }
      await host.workspace.users.update(userId, { active: false });
      return true;
    }
  }

  return new Users();
}

/** Nothing for a user that is not there, whatever the engine's types promise to apps. */
function found(user: UserDoc | null): IUser | undefined {
  return user ? convertUser(user) : undefined;
}
