import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UiInteractionBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';
import type { Host } from '../host';

/** Views and errors that apps send to a user: pushed to every tab, of which one knows the trigger id. */
export function createUiInteractionBridge(engine: Engine, host: Host): UiInteractionBridge {
  class UiInteraction extends engine.bridges.UiInteractionBridge {
    protected async notifyUser(user: IUser, interaction: IUIKitInteraction, appId: string): Promise<void> {
      if (!host.manager.getOneById(appId)) {
        throw new Error('Invalid app provided');
      }
      host.streams.publish(user.id, { type: 'uiInteraction', interaction: { ...interaction } });
    }
  }
  return new UiInteraction();
}
