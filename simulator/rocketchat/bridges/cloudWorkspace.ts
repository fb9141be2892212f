import type { IWorkspaceToken } from '@rocket.chat/apps-engine/definition/cloud/IWorkspaceToken';
import type { CloudWorkspaceBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

export function createCloudWorkspaceBridge(engine: Engine): CloudWorkspaceBridge {
  class CloudWorkspace extends engine.bridges.CloudWorkspaceBridge {
    protected async getWorkspaceToken(): Promise<IWorkspaceToken> {
      throw new Error('The simulated workspace is not registered with the Rocket.Chat cloud.');
    }
  }

  return new CloudWorkspace();
}
