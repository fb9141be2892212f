import type { IUIActionButton } from '@rocket.chat/apps-engine/definition/ui';
import * as slashcommands from '@rocket.chat/apps-engine/definition/slashcommands';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import * as bridges from '@rocket.chat/apps-engine/server/bridges';

import { createCommandBridge } from '../../../../simulator/rocketchat/bridges/command';
import { createUiInteractionBridge } from '../../../../simulator/rocketchat/bridges/uiInteraction';
import type { Engine } from '../../../../simulator/rocketchat/engine/load';
import type { Host } from '../../../../simulator/rocketchat/host';
import type { Json } from './testServer';

export const APP_ID = '0b4b0e3c-0000-4000-8000-000000000001';

/** What `bridges/…` show to the engine, without the permission checks in front. */
interface OpenCommandBridge {
  registerCommand(command: object, appId: string): Promise<void>;
  unregisterCommand(command: string): Promise<void>;
  enableCommand(command: string): Promise<void>;
  disableCommand(command: string): Promise<void>;
  modifyCommand(command: object): Promise<void>;
  doesCommandExist(command: string): Promise<boolean>;
}

/** The engine's manager as far as a host asks it, with one app that does what a test tells it. */
export class FakeApp {
  readonly commandBridge: OpenCommandBridge;
  readonly interactions: Json[] = [];
  readonly commands: SlashCommandContext[] = [];
  buttons: Partial<IUIActionButton>[] = [];
  onCommand: (context: SlashCommandContext) => Promise<void> = async () => {};
  onInteraction: (interaction: Json) => Promise<unknown> = async () => ({ success: true });
  private readonly uiBridge: { notifyUser(user: object, interaction: object, appId: string): Promise<void> };

  constructor(host: Host) {
    const engine = { version: '1.62.0', bridges, slashcommands } as unknown as Engine;
    Object.assign(host, { engine, manager: this.manager });
    const commandBridge = createCommandBridge(engine, host);
    this.commandBridge = commandBridge as unknown as OpenCommandBridge;
    this.uiBridge = createUiInteractionBridge(engine, host) as unknown as FakeApp['uiBridge'];
  }

  async provideCommand(command: string, permission?: string): Promise<void> {
    const slashCommand = { command, permission, providesPreview: false, executor: () => undefined };
    await this.commandBridge.registerCommand(slashCommand, APP_ID);
  }

  /** Opens a view as `modify.getUiController().openSurfaceView` does. */
  async push(userId: string, interaction: object, appId = APP_ID): Promise<void> {
    await this.uiBridge.notifyUser({ id: userId }, interaction, appId);
  }

  private get manager(): AppManager {
    return {
      getOneById: (appId: string) => (appId === APP_ID ? {} : undefined),
      getBridges: () => ({ getCommandBridge: () => this.commandBridge }),
      getCommandManager: () => ({
        executeCommand: async (_: string, context: SlashCommandContext) => {
          this.commands.push(context);
          await this.onCommand(context);
        },
      }),
      getListenerManager: () => ({
        executeListener: async (event: string, interaction: Json) => {
          this.interactions.push({ event, ...interaction });
          return this.onInteraction(interaction);
        },
      }),
      getUIActionButtonManager: () => ({ getAllActionButtons: async () => this.buttons }),
    } as unknown as AppManager;
  }
}
