import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { AppSourceStorage } from '@rocket.chat/apps-engine/server/storage';

import type { Engine } from '../engine/load';
import type { Cluster, ClusterEvent, Member } from './cluster';
import type { HostLog } from './hostLog';

/** What a server tells the others. */
export interface ClusterNotices {
  added(appId: string): void;
  updated(appId: string): void;
  removed(appId: string): void;
  statusChanged(appId: string, status: AppStatus): void;
  settingChanged(appId: string, setting: ISetting): void;
}

/** Keeps one server's apps as the other servers of the cluster have them. */
export class ClusterSync implements ClusterNotices {
  private readonly member: Member = (event) => this.receive(event);
  private readonly leave: () => void;
  /** What the server is just being told: repeating it to the others would never end. */
  private receiving?: ClusterEvent;

  constructor(
    private readonly cluster: Cluster,
    private readonly engine: Engine,
    private readonly source: AppSourceStorage,
    private readonly log: HostLog,
    private readonly manager: () => AppManager,
  ) {
    this.leave = cluster.join(this.member);
  }

  stop(): void {
    this.leave();
  }

  added(appId: string): void {
    this.cluster.broadcast(this.member, { name: 'added', appId });
  }

  updated(appId: string): void {
    this.cluster.broadcast(this.member, { name: 'updated', appId });
  }

  removed(appId: string): void {
    this.cluster.broadcast(this.member, { name: 'removed', appId });
  }

  statusChanged(appId: string, status: AppStatus): void {
    if (this.receiving?.name !== 'statusChanged' || this.receiving.appId !== appId) {
      this.cluster.broadcast(this.member, { name: 'statusChanged', appId, status });
    }
  }

  settingChanged(appId: string, setting: ISetting): void {
    const { receiving } = this;
    if (receiving?.name !== 'settingChanged' || receiving.setting.id !== setting.id) {
      this.cluster.broadcast(this.member, { name: 'settingChanged', appId, setting });
    }
  }

  private async receive(event: ClusterEvent): Promise<void> {
    this.receiving = event;
    try {
      await this.apply(event);
    } catch (error) {
      this.log.write(`[cluster] ${event.name} of app ${event.appId} failed: ${(error as Error).message}`);
    } finally {
      this.receiving = undefined;
    }
  }

  private async apply(event: ClusterEvent): Promise<void> {
    const manager = this.manager();
    const app = manager.getOneById(event.appId);
    switch (event.name) {
      case 'added':
        return app ? undefined : manager.addLocal(event.appId);
      case 'updated':
        return this.update(manager, event.appId);
      case 'removed':
        return app && manager.removeLocal(event.appId);
      case 'statusChanged':
        return app && (await app.getStatus()) !== event.status
          ? this.changeStatus(manager, event.appId, event.status)
          : undefined;
      case 'settingChanged':
        return manager.getSettingsManager().updateAppSetting(event.appId, event.setting);
    }
  }

  private async update(manager: AppManager, appId: string): Promise<void> {
    const { AppStatusUtils } = this.engine.status;
    const item = await manager.getStorage().retrieveOne(appId);
    if (!item) {
      return;
    }
    const zip = await this.source.fetch(item);
    await (AppStatusUtils.isEnabled(item.status)
      ? manager.updateAndStartupLocal(item, zip)
      : manager.updateAndInitializeLocal(item, zip));
  }

  private async changeStatus(manager: AppManager, appId: string, status: AppStatus): Promise<void> {
    const { AppStatusUtils } = this.engine.status;
    if (AppStatusUtils.isEnabled(status)) {
      await manager.enable(appId);
    } else if (AppStatusUtils.isDisabled(status)) {
      await manager.disable(appId, status, true);
    }
  }
}
