import type { DepartmentAgentDoc, DepartmentDoc, UserDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { Settings } from '../settings';
import type { Users } from '../users';

/** An agent as routing passes it on. */
export interface SelectedAgent {
  agentId: string;
  username: string;
}

/** Who takes chats, and who of them can take one now. */
export class Agents {
  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly users: Users,
  ) {}

  /** With `Livechat_accept_chats_with_no_agents`, always; else when an agent of the department (or its fallback) is online. */
  async isOnline(departmentId?: string): Promise<boolean> {
    if (await this.settings.get('Livechat_accept_chats_with_no_agents')) {
      return true;
    }
    return !!(await this.bot(departmentId)) || this.areOnline(departmentId);
  }

  /** As {@link isOnline}, but only people and bots who are there count. */
  async areOnline(departmentId?: string): Promise<boolean> {
    return !departmentId
      ? (await this.online()).length > 0
      : (await this.departmentOnline(departmentId)) !== undefined;
  }

  /** The department itself when somebody of it is online, else the first of its fallbacks that has somebody. */
  async departmentOnline(departmentId: string, visited: string[] = []): Promise<string | undefined> {
    if ((await this.online(departmentId)).length > 0) {
      return departmentId;
    }
    const department: DepartmentDoc | null = await this.store.departments.findOneAsync({ _id: departmentId });
    const fallback = department?.fallbackForwardDepartment;
    return fallback && !visited.includes(fallback)
      ? this.departmentOnline(fallback, [...visited, departmentId])
      : undefined;
  }

  /** Agents who can take a chat now: available, and neither offline nor, where idle agents get none, away. */
  async online(departmentId?: string): Promise<UserDoc[]> {
    const absent = (await this.settings.get('Livechat_enabled_when_agent_idle'))
      ? ['offline']
      : ['offline', 'away'];
    const agents = await this.store.users.findAsync({
      roles: 'livechat-agent',
      statusLivechat: 'available',
      active: true,
      $or: [{ status: { $nin: absent } }, { roles: 'bot' }],
    });
    if (!departmentId) {
      return agents;
    }
    const members = new Set((await this.membershipsOf(departmentId)).map(({ agentId }) => agentId));
    return agents.filter(({ _id }) => members.has(_id));
  }

  async isAgentOnline(agentId: string): Promise<boolean> {
    return (await this.online()).some(({ _id }) => _id === agentId);
  }

  /**
   * Whose turn it is (routing `Auto_Selection`): of those online the one who was given the fewest chats so far.
   * Counts the chat to come.
   */
  async next(departmentId?: string): Promise<SelectedAgent | undefined> {
    const online = await this.online(departmentId);
    return departmentId ? this.nextOf(departmentId, online) : this.nextOfAll(online);
  }

  /** The bot that gets new chats first, with `Livechat_assign_new_conversation_to_bot`. */
  async bot(departmentId?: string): Promise<SelectedAgent | undefined> {
    if (!(await this.settings.get('Livechat_assign_new_conversation_to_bot'))) {
      return undefined;
    }
    const bot = (await this.online(departmentId)).find(({ roles }) => roles.includes('bot'));
    return bot && { agentId: bot._id, username: bot.username };
  }

  async all(): Promise<UserDoc[]> {
    return this.store.users.findAsync({ roles: 'livechat-agent' }).sort({ username: 1 });
  }

  async managers(): Promise<UserDoc[]> {
    return this.store.users.findAsync({ roles: 'livechat-manager' }).sort({ username: 1 });
  }

  async byId(id: string): Promise<UserDoc | null> {
    return this.store.users.findOneAsync({ _id: id, roles: 'livechat-agent' });
  }

  /** @throws ServerError `error-invalid-user` */
  async add(username: string): Promise<UserDoc> {
    const user = await this.existing(username);
    await this.users.addRole(user._id, 'livechat-agent');
    return this.users.update(user._id, { statusLivechat: 'available' });
  }

  /** @throws ServerError `error-invalid-user` */
  async remove(username: string): Promise<void> {
    const user = await this.existing(username);
    await this.users.removeRole(user._id, 'livechat-agent');
    await this.store.users.updateAsync({ _id: user._id }, { $unset: { statusLivechat: true } });
    const memberships = await this.store.departmentAgents.findAsync({ agentId: user._id });
    await this.store.departmentAgents.removeAsync({ agentId: user._id }, { multi: true });
    for (const { departmentId } of memberships) {
      await this.store.departments.updateAsync({ _id: departmentId }, { $inc: { numAgents: -1 } });
    }
  }

  /** @throws ServerError `error-invalid-user` */
  async addManager(username: string): Promise<UserDoc> {
    const user = await this.existing(username);
    await this.users.addRole(user._id, 'livechat-manager');
    return this.users.update(user._id, {});
  }

  /** @throws ServerError `error-invalid-user` */
  async removeManager(username: string): Promise<void> {
    await this.users.removeRole((await this.existing(username))._id, 'livechat-manager');
  }

  /** What the server does when business hours begin and end: it switches all agents on or off. */
  async setBusinessHours(open: boolean): Promise<void> {
    await this.store.users.updateAsync(
      { roles: 'livechat-agent' },
      { $set: { statusLivechat: open ? 'available' : 'not-available' } },
      { multi: true },
    );
  }

  private async nextOfAll(online: UserDoc[]): Promise<SelectedAgent | undefined> {
    const first = online.sort((a, b) => chats(a) - chats(b) || a.username.localeCompare(b.username))[0];
    if (!first) {
      return undefined;
    }
    await this.store.users.updateAsync({ _id: first._id }, { $inc: { livechatCount: 1 } });
    return { agentId: first._id, username: first.username };
  }

  private async nextOf(departmentId: string, online: UserDoc[]): Promise<SelectedAgent | undefined> {
    const ids = new Set(online.map(({ _id }) => _id));
    const first = (await this.membershipsOf(departmentId))
      .filter(({ agentId }) => ids.has(agentId))
      .sort((a, b) => a.count - b.count || a.order - b.order || a.username.localeCompare(b.username))[0];
    if (!first) {
      return undefined;
    }
    await this.store.departmentAgents.updateAsync({ _id: first._id }, { $inc: { count: 1 } });
    return { agentId: first.agentId, username: first.username };
  }

  private async membershipsOf(departmentId: string): Promise<DepartmentAgentDoc[]> {
    return this.store.departmentAgents.findAsync({ departmentId });
  }

  private async existing(username: string): Promise<UserDoc> {
    const user = await this.users.byUsername(username);
    if (!user) {
      throw new ServerError('error-invalid-user', 'Invalid user');
    }
    return user;
  }
}

function chats(agent: UserDoc): number {
  return agent.livechatCount ?? 0;
}
