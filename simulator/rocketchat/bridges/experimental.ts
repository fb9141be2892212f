import type { ExperimentalBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

/** Without methods so far; the bridge came after engine 1.53. */
export function createExperimentalBridge(engine: Engine): ExperimentalBridge | undefined {
  if (!('ExperimentalBridge' in engine.bridges)) {
    return undefined;
  }
  return new (class Experimental extends engine.bridges.ExperimentalBridge {})();
}
