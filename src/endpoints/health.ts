import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IApiEndpoint,
  IApiEndpointInfo,
  IApiRequest,
  IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';

import type { ServicesOf } from '../wiring';
import { refusalOf } from './authentication';

/** For monitoring: `GET …/health` with the API token. */
export class HealthEndpoint implements IApiEndpoint {
  path = 'health';

  constructor(private readonly services: ServicesOf) {}

  async get(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    const { numbers, settings } = this.services({ read, modify, http, persistence });
    const refused = await refusalOf(request, settings);
    if (refused) {
      return refused;
    }
    const connected = await numbers.all();
    return {
      status: HttpStatusCode.OK,
      headers: { 'Cache-Control': 'no-store' },
      content: {
        numbers: connected.map(({ id, displayNumber, verifiedName, environment }) => ({
          id,
          number: displayNumber,
          name: verifiedName,
          environment,
        })),
      },
    };
  }
}
