import type { Router } from 'express';

import { commandsOf } from '../bridges/command';
import type { Host } from '../host';
import { accessibleRoom } from './access';
import { failure, forbidden, optionalText, page, requiredText, RestApi } from './api';

/** `/api/v1/commands.*`: the slash commands of apps. */
export function createCommandsRouter(host: Host): Router {
  const api = new RestApi(host);

  api.get('commands.list', [], async ({ query }) => {
    const { items, ...around } = page(commandsOf(host).list(), query);
    return { commands: items, appsLoaded: true, ...around };
  });

  api.get('commands.get', [], async ({ query }) => {
    const name = requiredText(query, 'command');
    const command = commandsOf(host)
      .list()
      .find((one) => one.command === name.toLowerCase());
    if (!command) {
      throw failure(`There is no command in the system by the name of: ${name}`);
    }
    return { command };
  });

  api.post('commands.run', [], async ({ user, body }) => {
    const commands = commandsOf(host);
    const command = requiredText(body, 'command').toLowerCase();
    const roomId = requiredText(body, 'roomId');
    if (!commands.list().some((one) => one.command === command)) {
      throw failure('The command provided does not exist (or is disabled).');
    }
    const room = await accessibleRoom(host, roomId, user);
    if (!room) {
      throw forbidden('User does not have access to this room');
    }
    const threadId = optionalText(body, 'tmid');
    if (threadId && (await host.workspace.messages.byId(threadId))?.rid !== roomId) {
      throw failure('Invalid thread.');
    }
    const parameters = optionalText(body, 'params') ?? '';
    await commands.run({
      command,
      parameters,
      user,
      room,
      threadId,
      triggerId: optionalText(body, 'triggerId'),
    });
  });

  return api.router;
}
