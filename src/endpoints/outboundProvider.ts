import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IOutboundMessage,
  IOutboundPhoneMessageProvider,
  ProviderMetadata,
} from '@rocket.chat/apps-engine/definition/outboundCommunication';

import manifest from '../../app.json';
import type { Route } from '../domain/outreach';
import type { ServicesOf } from '../wiring';

/** Offers our templates to Rocket.Chat's wizard for outbound messages, and sends what was filled in there. */
export class OutboundProvider implements IOutboundPhoneMessageProvider {
  type = 'phone' as const;
  appId = manifest.id;
  name = manifest.name;
  documentationUrl = manifest.author.homepage;
  supportsTemplates = true;

  constructor(private readonly services: ServicesOf) {}

  async getProviderMetadata(
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<ProviderMetadata> {
    const { wizard } = this.services({ read, modify, http, persistence });
    return {
      providerId: this.appId,
      providerName: this.name,
      providerType: 'phone',
      supportsTemplates: true,
      templates: await wizard.templates(),
    };
  }

  /** @throws Error with a sentence for the agent */
  async sendOutboundMessage(
    message: IOutboundMessage,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    const { languages, wizard } = this.services({ read, modify, http, persistence });
    const { to, template, templateProviderPhoneNumber: from } = message;
    const sent = await wizard.send({
      to,
      from,
      template: { name: template.name, language: template.language.code },
      components: template.components ?? [],
      route: routeOf(message),
    });
    if (!sent.ok) {
      // The host does not tell who asks.
      const say = await languages.ofWorkspace();
      throw new Error(say(sent.failure.human));
    }
  }
}

function routeOf({ agentId, departmentId }: IOutboundMessage): Route | undefined {
  const route: Route = { ...(agentId && { agentId }), ...(departmentId && { departmentId }) };
  return agentId || departmentId ? route : undefined;
}
