import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IInternalBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';
import type { Host } from '../host';

/** What the engine itself asks of the workspace. */
export function createInternalBridge(engine: Engine, { store }: Host): IInternalBridge {
  class Internal extends engine.bridges.InternalBridge {
    protected async getUsernamesOfRoomById(roomId: string): Promise<string[]> {
      const members = await store.subscriptions.findAsync({ rid: roomId });
      return members.map(({ u }) => u.username);
    }

    protected getUsernamesOfRoomByIdSync(roomId: string): string[] {
      const members = store.subscriptions.getAllData().filter(({ rid }) => rid === roomId);
      return members.map(({ u }) => u.username);
    }

    /** Needed for apps bought on the marketplace only. */
    protected async getWorkspacePublicKey(): Promise<ISetting> {
      throw new Error('The simulated workspace is not registered with the Rocket.Chat cloud.');
    }
  }

  return new Internal();
}
