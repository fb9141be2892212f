import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { Directory } from '../services/templateSending/ports';

/** The role without which the host gives nobody a conversation. */
const AGENT = 'livechat-agent';

export class HostDirectory implements Directory {
  constructor(private readonly read: IRead) {}

  async agentId(username: string): Promise<string | undefined> {
    const user = await this.read.getUserReader().getByUsername(username.replace(/^@/, ''));
    return user?.roles?.includes(AGENT) ? user.id : undefined;
  }

  async departmentId(nameOrId: string): Promise<string | undefined> {
    const department = await this.read.getLivechatReader().getLivechatDepartmentByIdOrName(nameOrId);
    return department?.enabled ? department.id : undefined;
  }
}
