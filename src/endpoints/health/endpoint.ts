import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IApiEndpoint,
  IApiEndpointInfo,
  IApiRequest,
  IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';

import type { ServicesOf } from '../../wiring';
import { refusalOf } from '../authentication';
import { wantsMetrics } from './accept';
import { METRICS_TYPE, metrics } from './metrics';
import { healthReport } from './report';

/** For monitoring: `GET …/health` with the API token, as JSON or, where `Accept` asks for it, Prometheus' text. */
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
    const { settings, status } = this.services({ read, modify, http, persistence });
    const refused = await refusalOf(request, settings);
    if (refused) {
      return refused;
    }
    const [statuses, now] = [await status.all(), status.now()];
    const isText = wantsMetrics(request.headers.accept);
    return {
      status: HttpStatusCode.OK,
      headers: {
        'Cache-Control': 'no-store',
        'Content-Type': isText ? METRICS_TYPE : 'application/json; charset=utf-8',
        Vary: 'Accept',
      },
      content: isText ? metrics(statuses, now) : healthReport(statuses, now),
    };
  }
}
