import type { IRole } from '@rocket.chat/apps-engine/definition/roles';
import type { RoleBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertRole } from '../converters/roles';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createRoleBridge(engine: Engine, host: Host): RoleBridge {
  class Roles extends engine.bridges.RoleBridge {
    protected async getOneByIdOrName(idOrName: string): Promise<IRole | null> {
      const role = await host.workspace.roles.byId(idOrName);
      return role && convertRole(role);
    }

    protected async getCustomRoles(): Promise<IRole[]> {
      return (await host.workspace.roles.custom()).map(convertRole);
    }
  }

  return new Roles();
}
