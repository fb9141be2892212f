import type { Router } from 'express';

import type { DepartmentDoc, UserDoc } from '../documents';
import type { Host } from '../host';
import { failure, forbidden, isRecord, notFound, optionalText, page, requiredText, RestApi } from './api';

const VIEW_DEPARTMENTS = { anyOf: ['view-livechat-departments', 'view-l-room'] };

/** `/api/v1/livechat/…` of agents, managers and departments. */
export function createOmnichannelRouter(host: Host): Router {
  const { livechat, users } = host.workspace;
  const { agents, departments } = livechat;
  const api = new RestApi(host);

  const kinds = [
    {
      type: 'agent',
      list: () => agents.all(),
      add: (username: string) => agents.add(username),
      remove: (username: string) => agents.remove(username),
    },
    {
      type: 'manager',
      list: () => agents.managers(),
      add: (username: string) => agents.addManager(username),
      remove: (username: string) => agents.removeManager(username),
    },
  ];
  for (const { type, list, add, remove } of kinds) {
    const path = `livechat/users/${type}`;
    api.get(path, { anyOf: ['manage-livechat-agents', 'transfer-livechat-guest'] }, async ({ query }) => {
      const { items, ...around } = page((await list()).map(agentFields), query);
      return { users: items, ...around };
    });
    api.post(path, ['view-livechat-manager'], async ({ body }) => ({
      user: agentFields(await add(requiredText(body, 'username'))),
    }));
    api.delete(`${path}/:id`, ['view-livechat-manager'], async ({ params }) => {
      const user = await users.byId(params['id'] ?? '');
      if (!user) {
        throw failure();
      }
      await remove(user.username);
    });
  }

  api.post('livechat/agent.status', ['view-l-room'], async ({ user, body }) => {
    const agentId = optionalText(body, 'agentId') ?? user._id;
    const agent = await users.byId(agentId);
    if (!agent || !users.hasRole(agent, 'livechat-agent')) {
      throw notFound('Agent not found');
    }
    if (agentId !== user._id && !users.hasPermission(user, 'manage-livechat-agents')) {
      throw forbidden();
    }
    const toggled = agent.statusLivechat === 'available' ? 'not-available' : 'available';
    const status = optionalText(body, 'status') ?? toggled;
    if (status !== 'available' && status !== 'not-available') {
      throw failure('must be equal to one of the allowed values [invalid-params]');
    }
    await host.workspace.setLivechatStatus(agentId, status);
    return { status };
  });

  api.get('livechat/department', VIEW_DEPARTMENTS, async ({ query }) => {
    const { text, enabled } = query;
    const matching = (await departments.all()).filter(
      (department) =>
        (!text || department.name.toLowerCase().includes(text.toLowerCase())) &&
        (enabled !== 'true' || department.enabled),
    );
    const { items, ...around } = page(matching, query);
    return { departments: items, ...around };
  });

  api.post('livechat/department', ['manage-livechat-departments'], async ({ body }) => {
    const fields = departmentFields(body);
    const department = await departments.create(
      { ...fields, name: requiredText({ ...fields }, 'name') },
      usernamesOf(body['agents']),
    );
    return { department, agents: await departments.agentsOf(department._id) };
  });

  /** An unknown id gives `department: null`: the real client opens its form for a new one then. */
  api.get('livechat/department/:id', VIEW_DEPARTMENTS, async ({ params }) => {
    const id = params['id'] ?? '';
    return { department: await departments.byId(id), agents: await departments.agentsOf(id) };
  });

  api.put('livechat/department/:id', ['manage-livechat-departments'], async ({ params, body }) => {
    const id = params['id'] ?? '';
    if (!(await departments.byId(id))) {
      throw new Error('error-department-not-found');
    }
    const department = await departments.update(id, departmentFields(body));
    const usernames = usernamesOf(body['agents']);
    if (usernames) {
      await departments.setAgents(id, usernames);
    }
    return { department, agents: await departments.agentsOf(id) };
  });

  api.delete(
    'livechat/department/:id',
    { anyOf: ['manage-livechat-departments', 'remove-livechat-department'] },
    async ({ params }) => departments.remove(params['id'] ?? ''),
  );

  api.post('omnichannel/contacts.delete', ['delete-livechat-contact'], async ({ body }) =>
    livechat.removal.contact(requiredText(body, 'contactId')),
  );

  return api.router;
}

function agentFields({ _id, username, name, status, statusLivechat, emails }: UserDoc): object {
  return { _id, username, name, status, statusLivechat, emails };
}

function departmentFields(body: Record<string, unknown>): Partial<DepartmentDoc> {
  return isRecord(body['department']) ? body['department'] : {};
}

/** Rocket.Chat's body names agents as `[{agentId, username, …}]`. */
function usernamesOf(agents: unknown): string[] | undefined {
  if (!Array.isArray(agents)) {
    return undefined;
  }
  return agents.filter(isRecord).flatMap((agent) => optionalText(agent, 'username') ?? []);
}
