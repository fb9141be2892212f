import type { OutboundMessageBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { IOutboundPhoneMessageProvider } from '@rocket.chat/apps-engine/definition/outboundCommunication';

import type { Engine } from '../engine/load';

/**
 * A server takes providers whatever its plan, and asks for the licence where the wizard does. Only a build without the
 * enterprise part has nobody to take them.
 */
export type OutboundMessages = 'licensed' | 'unlicensed' | 'missing';

/** The providers of outbound messages that apps have registered on a server, by app. */
export class OutboundProviders {
  private readonly phones: IOutboundPhoneMessageProvider[] = [];

  constructor(private readonly support: OutboundMessages) {}

  get isLicensed(): boolean {
    return this.support === 'licensed';
  }

  /** As a server lists them: one that registers twice is there twice. */
  get all(): readonly IOutboundPhoneMessageProvider[] {
    return this.phones;
  }

  add(provider: IOutboundPhoneMessageProvider): void {
    if (this.support === 'missing') {
      throw new Error('error-registering-provider');
    }
    this.phones.push(provider);
  }

  remove(appId: string): void {
    if (this.support === 'missing') {
      throw new Error('error-unregistering-provider');
    }
    const kept = this.phones.filter((provider) => provider.appId !== appId);
    this.phones.splice(0, this.phones.length, ...kept);
  }
}

/** The bridge came with engine 1.54. */
export function createOutboundBridge(
  engine: Engine,
  providers: OutboundProviders,
): OutboundMessageBridge | undefined {
  if (!('OutboundMessageBridge' in engine.bridges)) {
    return undefined;
  }

  class Outbound extends engine.bridges.OutboundMessageBridge {
    protected async registerPhoneProvider(provider: IOutboundPhoneMessageProvider): Promise<void> {
      providers.add(provider);
    }

    protected async registerEmailProvider(): Promise<void> {
      throw new Error('error-registering-provider');
    }

    protected async unRegisterProvider(provider: { appId: string }): Promise<void> {
      providers.remove(provider.appId);
    }
  }

  return new Outbound();
}
