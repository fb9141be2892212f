import type { RoleDoc } from '../documents';
import type { Store } from '../store';
import { permissions } from './permissions';

const serverRoles: readonly RoleDoc[] = [
  role('admin', 'Admin'),
  role('user', ''),
  role('bot', ''),
  role('app', ''),
  role('guest', ''),
  role('livechat-agent', 'Livechat Agent'),
  role('livechat-manager', 'Livechat Manager'),
  role('livechat-monitor', 'Livechat Monitor'),
  role('owner', 'Owner', 'Subscriptions'),
  role('moderator', 'Moderator', 'Subscriptions'),
  role('leader', 'Leader', 'Subscriptions'),
];

function role(id: string, description: string, scope: RoleDoc['scope'] = 'Users'): RoleDoc {
  return { _id: id, name: id, description, scope };
}

export class Roles {
  constructor(private readonly store: Store) {}

  async seed(): Promise<void> {
    const stored = new Set((await this.all()).map(({ _id }) => _id));
    await this.store.roles.insertAsync(serverRoles.filter(({ _id }) => !stored.has(_id)));
  }

  async byId(idOrName: string): Promise<RoleDoc | null> {
    return this.store.roles.findOneAsync({ $or: [{ _id: idOrName }, { name: idOrName }] });
  }

  async all(): Promise<RoleDoc[]> {
    return this.store.roles.findAsync({});
  }

  /** The roles that an administrator made. */
  async custom(): Promise<RoleDoc[]> {
    const own = new Set(serverRoles.map(({ _id }) => _id));
    return (await this.all()).filter(({ _id }) => !own.has(_id));
  }

  /** Whether one of the roles has the permission, e.g. `view-l-room`. */
  grant(roles: readonly string[], permission: string): boolean {
    return roles.some((id) => permissions[permission]?.includes(id));
  }
}
