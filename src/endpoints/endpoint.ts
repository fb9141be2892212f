import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IApiEndpoint,
  IApiEndpointInfo,
  IApiRequest,
  IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';

import type { Services, ServicesOf } from '../wiring';
import { refusalOf } from './authentication';
import { broken } from './officialAnswers';

/** What a request is answered with, the services at hand. */
export type Answer = (request: IApiRequest, services: Services) => Promise<IApiResponse>;

/** An endpoint by its answers: the engine calls a function a method, with its accessors in a row. */
export function endpoint(
  path: string,
  services: ServicesOf,
  { get, post }: { get?: Answer; post?: Answer },
): IApiEndpoint {
  const method =
    (answer: Answer) =>
    (
      request: IApiRequest,
      _endpoint: IApiEndpointInfo,
      read: IRead,
      modify: IModify,
      http: IHttp,
      persistence: IPersistence,
    ): Promise<IApiResponse> =>
      answer(request, services({ read, modify, http, persistence }));
  return { path, ...(get && { get: method(get) }), ...(post && { post: method(post) }) };
}

/** For other systems: asks for the API token first. What goes wrong stands in the log alone. */
export function guarded(answer: Answer): Answer {
  return async (request, services) => {
    try {
      return (await refusalOf(request, services.settings)) ?? (await answer(request, services));
    } catch (error) {
      services.log.error('A request of another system could not be handled', { reason: String(error) });
      return broken();
    }
  };
}
