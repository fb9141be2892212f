import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { AppDetailChangesBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { ClusterNotices } from '../apps/clusterSync';
import type { Engine } from '../engine/load';

/** Tells the other servers that an app's setting has a new value; their copies of the app hear of it too. */
export function createAppDetailsBridge(engine: Engine, notices: ClusterNotices): AppDetailChangesBridge {
  class AppDetails extends engine.bridges.AppDetailChangesBridge {
    protected onAppSettingsChange(appId: string, setting: ISetting): void {
      notices.settingChanged(appId, setting);
    }
  }

  return new AppDetails();
}
