import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { Services, ServicesOf } from '../../wiring';
import { endpoint, guarded } from '../endpoint';
import { wantsMetrics } from './accept';
import { METRICS_TYPE, metrics } from './metrics';
import { healthReport } from './report';

/** For monitoring: `GET …/health` with the API token, as JSON or, where `Accept` asks for it, Prometheus' text. */
export function healthEndpoint(services: ServicesOf): IApiEndpoint {
  return endpoint('health', services, { get: guarded(tell) });
}

async function tell({ headers }: IApiRequest, { status }: Services): Promise<IApiResponse> {
  const overview = await status.overview();
  const isText = wantsMetrics(headers.accept);
  return {
    status: HttpStatusCode.OK,
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': isText ? METRICS_TYPE : 'application/json; charset=utf-8',
      Vary: 'Accept',
    },
    content: isText ? metrics(overview) : healthReport(overview),
  };
}
