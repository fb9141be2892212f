import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { AppActivationBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';

import type { ClusterNotices } from '../apps/clusterSync';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

/**
 * Tells the other servers. Installing and updating are told by whoever drives them, once they are done, and not at
 * the engine's earlier calls of `appAdded` and `appUpdated`.
 */
export function createAppActivationBridge(
  engine: Engine,
  { store }: Host,
  notices: ClusterNotices,
): AppActivationBridge {
  class AppActivation extends engine.bridges.AppActivationBridge {
    protected async appAdded(): Promise<void> {
      return undefined;
    }

    protected async appUpdated(): Promise<void> {
      return undefined;
    }

    protected async appRemoved(app: ProxiedApp): Promise<void> {
      notices.removed(app.getID());
    }

    protected async appStatusChanged(app: ProxiedApp, appStatus: AppStatus): Promise<void> {
      const status = engine.status.AppStatusUtils.isEnabled(appStatus) ? 'online' : 'offline';
      await store.users.updateAsync({ appId: app.getID() }, { $set: { status } }, {});
      notices.statusChanged(app.getID(), appStatus);
    }

    /** Clients would fetch the action buttons anew; the simulator's ask for them every time. */
    protected async actionsChanged(): Promise<void> {
      return undefined;
    }
  }

  return new AppActivation();
}
