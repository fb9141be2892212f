import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { CommandBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertRoom } from '../converters/rooms';
import { convertUser } from '../converters/users';
import type { RoomDoc, UserDoc } from '../documents';
import type { Engine } from '../engine/load';
import type { Host } from '../host';
import { parseParameters } from './commandParameters';

/** A slash command as the server lists it to clients; of the server's own there are none. */
export interface SlashCommand {
  command: string;
  appId: string;
  params?: string;
  description?: string;
  permission?: string;
  providesPreview: boolean;
}

export interface CommandCall {
  command: string;
  parameters: string;
  user: UserDoc;
  room: RoomDoc;
  threadId?: string;
  triggerId?: string;
}

/** The commands that enabled apps provide on this server. */
export interface CommandRegistry {
  list(): SlashCommand[];
  /**
   * Runs an app's command. The permission is the client's business: the server asks nobody.
   * @throws what the app throws
   */
  run(call: CommandCall): Promise<void>;
}

/** The host's commands: its command bridge is this registry too. */
export function commandsOf(host: Host): CommandRegistry {
  // The engine knows its bridges by their abstract classes only.
  return host.manager.getBridges().getCommandBridge() as unknown as CommandRegistry;
}

export function createCommandBridge(engine: Engine, host: Host): CommandBridge {
  const enabled = new Map<string, SlashCommand>();
  const disabled = new Map<string, SlashCommand>();

  class Commands extends engine.bridges.CommandBridge implements CommandRegistry {
    list(): SlashCommand[] {
      return [...enabled.values()];
    }

    async run({ command, parameters, user, room, threadId, triggerId }: CommandCall): Promise<void> {
      const context = new engine.slashcommands.SlashCommandContext(
        convertUser(user),
        await convertRoom(host.store, room),
        parseParameters(parameters),
        threadId,
        triggerId,
      );
      await host.manager.getCommandManager().executeCommand(command, context);
    }

    protected async doesCommandExist(command: string): Promise<boolean> {
      const name = command.toLowerCase();
      return enabled.has(name) || disabled.has(name);
    }

    protected async enableCommand(command: string): Promise<void> {
      const name = command.toLowerCase();
      const known = disabled.get(name);
      if (!known) {
        throw new Error(`The command is not currently disabled: "${name}"`);
      }
      disabled.delete(name);
      enabled.set(name, known);
    }

    protected async disableCommand(command: string): Promise<void> {
      const name = command.toLowerCase();
      if (disabled.has(name)) {
        return;
      }
      const known = enabled.get(name);
      if (!known) {
        throw new Error(`Command does not exist in the system currently: "${name}"`);
      }
      enabled.delete(name);
      disabled.set(name, known);
    }

    protected async modifyCommand(command: ISlashCommand): Promise<void> {
      verify(command);
      const name = command.command.toLowerCase();
      const known = enabled.get(name);
      if (!known) {
        throw new Error(`Command does not exist in the system currently (or it is disabled): "${name}"`);
      }
      enabled.set(name, {
        ...known,
        params: command.i18nParamsExample || known.params,
        description: command.i18nDescription || known.description,
        providesPreview: command.providesPreview,
      });
    }

    /** The last one to register a name has it; the engine refuses clashes earlier, when a command is provided. */
    protected async registerCommand(command: ISlashCommand, appId: string): Promise<void> {
      verify(command);
      const name = command.command.toLowerCase();
      enabled.set(name, {
        command: name,
        appId,
        params: i18nKey(command.i18nParamsExample, appId),
        description: i18nKey(command.i18nDescription, appId),
        permission: command.permission,
        providesPreview: command.providesPreview,
      });
    }

    protected async unregisterCommand(command: string): Promise<void> {
      const name = command.toLowerCase();
      enabled.delete(name);
      disabled.delete(name);
    }
  }
  return new Commands();
}

/** Texts of apps are translated in the client, under the app's own prefix. */
function i18nKey(key: string | undefined, appId: string): string | undefined {
  return key && `app-${appId}.${key}`;
}

/** Whether there is an executor can't be seen from here: functions don't cross from the app's process. */
function verify({ command, providesPreview }: ISlashCommand): void {
  if (typeof command !== 'string' || typeof providesPreview !== 'boolean') {
    throw new Error('Invalid Slash Command parameter provided, it must be a valid ISlashCommand object.');
  }
}
