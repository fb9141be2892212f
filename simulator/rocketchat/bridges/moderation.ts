import type { ModerationBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

export function createModerationBridge(engine: Engine): ModerationBridge {
  class Moderation extends engine.bridges.ModerationBridge {
    protected async report(): Promise<void> {
      throw new Error('The simulated workspace keeps no moderation reports.');
    }

    protected async dismissReportsByMessageId(): Promise<void> {
      return this.report();
    }

    protected async dismissReportsByUserId(): Promise<void> {
      return this.report();
    }
  }

  return new Moderation();
}
