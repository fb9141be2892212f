import type { OAuthAppsBridge } from '@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge';

import type { Engine } from '../engine/load';

/** OAuth apps are out of the simulator's scope: whoever needs them hears so. */
export function createOAuthAppsBridge(engine: Engine): OAuthAppsBridge {
  class OAuthApps extends engine.bridges.OAuthAppsBridge {
    protected create = refuse;
    protected getById = refuse;
    protected getByName = refuse;
    protected update = refuse;
    protected delete = refuse;

    /** Nothing was made, so nothing is left over after an uninstallation. */
    protected async purge(): Promise<void> {
      return undefined;
    }
  }

  return new OAuthApps();
}

async function refuse(): Promise<never> {
  throw new Error('The simulated workspace has no OAuth apps.');
}
