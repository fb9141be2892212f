import type { IOutboundMessage } from '@rocket.chat/apps-engine/definition/outboundCommunication';
import type { Router } from 'express';

import type { OutboundProviders } from '../bridges/outbound';
import type { Host } from '../host';
import { failure, forbidden, isRecord, RestApi } from './api';

const SEND = ['outbound.send-messages'];

/** `/api/v1/omnichannel/outbound/…`, which the wizard for outbound messages asks. It needs a plan that has them. */
export function createOutboundRouter(host: Host, providers: OutboundProviders): Router {
  const api = new RestApi(host);
  const path = 'omnichannel/outbound/providers';

  const demandLicence = (): void => {
    if (!providers.isLicensed) {
      throw forbidden('This is an enterprise feature [error-action-not-allowed]');
    }
  };

  const provided = (id: string): ReturnType<typeof managerOf> => {
    demandLicence();
    if (!providers.all.some(({ appId }) => appId === id)) {
      throw failure('error-invalid-provider');
    }
    return managerOf(host);
  };

  api.get(path, SEND, async () => {
    demandLicence();
    return {
      providers: providers.all.map(({ appId, name, supportsTemplates = false, type }) => ({
        providerId: appId,
        providerName: name,
        supportsTemplates,
        providerType: type,
      })),
    };
  });

  api.get(`${path}/:id/metadata`, SEND, async ({ params: { id = '' } }) => ({
    metadata: await provided(id).getProviderMetadata(id, 'phone'),
  }));

  api.post(`${path}/:id/message`, SEND, async ({ params: { id = '' }, body }) => {
    const manager = provided(id);
    if (typeof body['to'] !== 'string' || body['type'] !== 'template' || !isRecord(body['template'])) {
      throw failure('error-invalid-params');
    }
    // Only validated and handed on: the server makes no contact, room or message of it.
    await manager.sendOutboundMessage(id, 'phone', body as unknown as IOutboundMessage);
  });

  return api.router;
}

function managerOf({ manager }: Host) {
  return manager.getOutboundCommunicationProviderManager();
}
