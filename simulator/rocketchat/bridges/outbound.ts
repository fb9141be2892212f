import type { OutboundMessageBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

/** Outbound messages need a paid plan: this workspace answers as one without it. The bridge came with engine 1.54. */
export function createOutboundBridge(engine: Engine): OutboundMessageBridge | undefined {
  if (!('OutboundMessageBridge' in engine.bridges)) {
    return undefined;
  }

  class Outbound extends engine.bridges.OutboundMessageBridge {
    protected registerPhoneProvider = refuse;
    protected registerEmailProvider = refuse;

    protected async unRegisterProvider(): Promise<void> {
      return undefined;
    }
  }

  return new Outbound();
}

async function refuse(): Promise<never> {
  throw new Error('error-registering-provider');
}
