import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { ThreadBridge } from '@rocket.chat/apps-engine/server/bridges/ThreadBridge';

import { convertMessage } from '../converters/messages';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createThreadBridge(engine: Engine, host: Host): ThreadBridge {
  class Threads extends engine.bridges.ThreadBridge {
    protected async getById(messageId: string): Promise<IMessage[]> {
      const replies = await host.workspace.messages.thread(messageId);
      return Promise.all(replies.map((reply) => convertMessage(host.store, reply)));
    }
  }

  return new Threads();
}
