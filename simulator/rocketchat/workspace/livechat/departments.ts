import type { DepartmentAgentDoc, DepartmentDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { EventSender } from '../events';
import { randomId } from '../randomId';
import type { Users } from '../users';
import { withoutUndefined } from '../withoutUndefined';

export type NewDepartment = Partial<DepartmentDoc> & { name: string };

export class Departments {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly users: Users,
  ) {}

  async all(): Promise<DepartmentDoc[]> {
    return this.store.departments.findAsync({}).sort({ name: 1 });
  }

  async enabledWithAgents(): Promise<DepartmentDoc[]> {
    return this.store.departments.findAsync({ enabled: true, numAgents: { $gt: 0 } }).sort({ name: 1 });
  }

  async byId(id: string): Promise<DepartmentDoc | null> {
    return this.store.departments.findOneAsync({ _id: id });
  }

  async byIdOrName(idOrName: string): Promise<DepartmentDoc | null> {
    return this.store.departments.findOneAsync({ $or: [{ _id: idOrName }, { name: idOrName }] });
  }

  /**
   * @param agents usernames
   * @throws ServerError `error-validating-department-chat-closing-tags`, `error-fallback-department-not-found`
   */
  async create(department: NewDepartment, agents: string[] = []): Promise<DepartmentDoc> {
    await this.check(department);
    const { _id } = await this.store.departments.insertAsync({
      _id: randomId(),
      enabled: true,
      email: '',
      showOnRegistration: true,
      showOnOfflineForm: true,
      ...withoutUndefined(department),
      numAgents: 0,
      _updatedAt: new Date(),
    });
    await this.setAgents(_id, agents);
    return this.existing(_id);
  }

  /** @throws ServerError `error-department-not-found` and those of {@link create} */
  async update(id: string, fields: Partial<DepartmentDoc>): Promise<DepartmentDoc> {
    const before = await this.existing(id);
    await this.check({ ...before, ...fields });
    const changes = { ...withoutUndefined(fields), _updatedAt: new Date() };
    await this.store.departments.updateAsync({ _id: id }, { $set: changes });
    const department = await this.existing(id);
    await this.store.departmentAgents.updateAsync(
      { departmentId: id },
      { $set: { departmentEnabled: department.enabled } },
      { multi: true },
    );
    if (before.enabled && !department.enabled) {
      this.events.post('IPostLivechatDepartmentDisabled', { department });
    }
    return department;
  }

  /** @throws ServerError `error-department-not-found`, `error-invalid-user` */
  async setAgents(id: string, usernames: string[]): Promise<void> {
    const department = await this.existing(id);
    const before = await this.agentsOf(id);
    const agents = await Promise.all(usernames.map((username) => this.users.byUsername(username)));
    await this.store.departmentAgents.removeAsync({ departmentId: id }, { multi: true });
    for (const agent of agents) {
      if (!agent) {
        throw new ServerError('error-invalid-user', 'Invalid user');
      }
      await this.store.departmentAgents.insertAsync({
        _id: randomId(),
        departmentId: id,
        departmentEnabled: department.enabled,
        agentId: agent._id,
        username: agent.username,
        count: before.find(({ agentId }) => agentId === agent._id)?.count ?? 0,
        order: 0,
      });
    }
    await this.store.departments.updateAsync({ _id: id }, { $set: { numAgents: agents.length } });
  }

  async agentsOf(id: string): Promise<DepartmentAgentDoc[]> {
    return this.store.departmentAgents.findAsync({ departmentId: id });
  }

  /**
   * Chats of the department stay, without it; visitors keep its id.
   * @throws ServerError `error-department-not-found`
   */
  async remove(id: string): Promise<void> {
    const department = await this.existing(id);
    const all = { multi: true };
    await this.store.departments.removeAsync({ _id: id }, {});
    await this.store.departmentAgents.removeAsync({ departmentId: id }, all);
    await this.store.departments.updateAsync(
      { fallbackForwardDepartment: id },
      { $unset: { fallbackForwardDepartment: true } },
      all,
    );
    await this.store.rooms.updateAsync({ departmentId: id }, { $unset: { departmentId: true } }, all);
    this.events.post('IPostLivechatDepartmentRemoved', { department });
  }

  private async check(department: Partial<DepartmentDoc>): Promise<void> {
    if (department.requestTagBeforeClosingChat && !department.chatClosingTags?.length) {
      throw new ServerError(
        'error-validating-department-chat-closing-tags',
        'At least one closing tag is required when the department requires tag(s) on closing conversations.',
      );
    }
    const fallback = department.fallbackForwardDepartment;
    if (fallback && fallback === department._id) {
      throw new ServerError(
        'error-fallback-department-circular',
        'Cannot save department. Circular reference between fallback department and department',
      );
    }
    if (fallback && !(await this.byId(fallback))) {
      throw new ServerError('error-fallback-department-not-found', 'Fallback department not found');
    }
  }

  private async existing(id: string): Promise<DepartmentDoc> {
    const department = await this.byId(id);
    if (!department) {
      throw new ServerError('error-department-not-found', 'Department not found');
    }
    return department;
  }
}
