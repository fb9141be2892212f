import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';

import { convertUser } from '../converters/users';
import type { UserDoc } from '../documents';
import type { Host } from '../host';
import type { ClusterNotices } from './clusterSync';
import type { HostLog } from './hostLog';

/** A refused installation or update, with the server's answer to it. */
export class AppRefusal extends Error {
  constructor(readonly answer: { error?: string; status?: string; messages?: string[]; payload?: object }) {
    super(answer.messages?.[0] ?? answer.error);
  }
}

export interface InstalledApp {
  app: IAppInfo & { status: AppStatus };
  implemented: Record<string, boolean>;
  licenseValidation: unknown;
}

/** What an admin does with apps, in the steps in which a server drives the engine for it. */
export class AppAdministration {
  constructor(
    private readonly host: Host,
    private readonly notices: ClusterNotices,
    private readonly log: HostLog,
    /** Whether the workspace's plan allows apps from outside the marketplace: since 7.0 the paid ones do. */
    readonly privateApps: boolean,
  ) {}

  /**
   * Stores, installs and enables an app. One that cannot be enabled stays installed.
   * @param permissions what the admin has granted; none given: the engine's default ones.
   */
  async install(zip: Buffer, admin: UserDoc, permissions?: IPermission[]): Promise<InstalledApp> {
    const { manager, engine } = this.host;
    const result = await manager.add(zip, {
      enable: false,
      permissionsGranted: permissions,
      user: convertUser(admin),
    });
    refuseFailed(result);
    const { id } = result.getAppInfo();
    try {
      this.demandEnablable();
      await manager.changeStatus(id, engine.status.AppStatus.MANUALLY_ENABLED);
    } catch (error) {
      this.log.write(`[apps] App ${id} was installed but could not be enabled: ${(error as Error).message}`);
    }
    this.notices.added(id);
    return describe(result);
  }

  /** @throws AppRefusal where the plan does not allow private apps: those installed before stay as they are. */
  async update(zip: Buffer, admin: UserDoc, permissions?: IPermission[]): Promise<InstalledApp> {
    if (!this.privateApps) {
      throw new AppRefusal({ error: 'Cannot_Update_Exempt_App' });
    }
    // None given, the engine takes its default ones; its type does not say so.
    const result = await this.host.manager.update(zip, permissions as unknown as IPermission[], {
      user: convertUser(admin),
      loadApp: true,
    });
    refuseFailed(result);
    this.notices.updated(result.getAppInfo().id);
    return describe(result);
  }

  async uninstall(app: ProxiedApp, admin: UserDoc): Promise<void> {
    await this.host.manager.remove(app.getID(), { user: convertUser(admin) });
  }

  async changeStatus(app: ProxiedApp, status: AppStatus): Promise<AppStatus> {
    if (this.host.engine.status.AppStatusUtils.isEnabled(status)) {
      this.demandEnablable();
    }
    return (await this.host.manager.changeStatus(app.getID(), status)).getStatus();
  }

  /** At the start of a server: brings each app to the state in which it was. */
  async loadAll(): Promise<void> {
    const { manager } = this.host;
    await manager.load();
    for (const app of await manager.get()) {
      try {
        this.demandEnablable();
        await manager.loadOne(app.getID(), true);
      } catch (error) {
        this.log.write(`[apps] App "${app.getName()}" could not be enabled: ${(error as Error).message}`);
      }
    }
  }

  private demandEnablable(): void {
    if (!this.privateApps) {
      throw new Error('license-prevented');
    }
  }
}

function refuseFailed(result: AppFabricationFulfillment): void {
  if (result.hasStorageError()) {
    throw new AppRefusal({
      error: 'app_storage_error',
      status: 'storage_error',
      messages: [result.getStorageError()],
    });
  }
  if (result.hasAppUserError()) {
    const { message, username } = result.getAppUserError() as { message: string; username: string };
    const status = 'app_user_error';
    throw new AppRefusal({ error: status, status, messages: [message], payload: { username } });
  }
}

async function describe(result: AppFabricationFulfillment): Promise<InstalledApp> {
  return {
    app: { ...result.getAppInfo(), status: await result.getApp().getStatus() },
    implemented: result.getImplementedInferfaces(),
    licenseValidation: result.getLicenseValidationResult(),
  };
}
