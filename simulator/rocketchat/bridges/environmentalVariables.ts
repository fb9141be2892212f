import type { EnvironmentalVariableBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

const READABLE = ['NODE_ENV', 'ROOT_URL', 'INSTANCE_IP'];

/** Of the server's environment, apps may see a few variables and those that carry their own id. */
export function createEnvironmentalVariablesBridge(engine: Engine): EnvironmentalVariableBridge {
  class EnvironmentalVariables extends engine.bridges.EnvironmentalVariableBridge {
    protected async getValueByName(name: string, appId: string): Promise<string | undefined> {
      demandReadable(name, appId);
      return process.env[name];
    }

    protected async isReadable(name: string, appId: string): Promise<boolean> {
      return isReadable(name, appId);
    }

    protected async isSet(name: string, appId: string): Promise<boolean> {
      demandReadable(name, appId);
      return process.env[name] !== undefined;
    }
  }

  return new EnvironmentalVariables();
}

function isReadable(name: string, appId: string): boolean {
  const own = `RC_APPS_${appId.toUpperCase().replace(/-/g, '_')}`;
  return READABLE.includes(name.toUpperCase()) || name.toUpperCase().startsWith(own);
}

function demandReadable(name: string, appId: string): void {
  if (!isReadable(name, appId)) {
    throw new Error(`The environmental variable "${name}" is not readable.`);
  }
}
