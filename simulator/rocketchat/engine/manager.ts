import type { AppManager, IAppManagerDeps } from '@rocket.chat/apps-engine/server/AppManager';

import type { Engine } from './load';

/** The managers that live in this process, by the engine's class for them. */
const living = new WeakMap<Engine['AppManager'], Set<AppManager>>();

/**
 * Makes an engine's manager. The engine allows one for a process, and asks that one for an app's permissions
 * whoever calls; here each server of a cluster has its own, and the one asked knows them all.
 */
export function createManager({ AppManager }: Engine, dependencies: IAppManagerDeps): AppManager {
  const managers = living.get(AppManager) ?? new Set<AppManager>();
  living.set(AppManager, managers);
  // The constructor insists on being the first.
  AppManager.Instance = undefined as unknown as AppManager;
  const manager = new AppManager(dependencies);
  managers.add(manager);
  AppManager.Instance = {
    getPermissionsById: (appId: string) =>
      [...managers].find((known) => known.getOneById(appId))?.getPermissionsById(appId) ?? [],
  } as unknown as AppManager;
  return manager;
}

/** Forgets a manager whose server has stopped. */
export function discardManager({ AppManager }: Engine, manager: AppManager): void {
  living.get(AppManager)?.delete(manager);
}
