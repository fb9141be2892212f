import type { RequestMethod } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type { ApiBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi';
import { type Request, type Response, Router } from 'express';

import { convertUser } from '../converters/users';
import type { UserDoc } from '../documents';
import type { Engine } from '../engine/load';
import type { Host } from '../host';
import { authenticate } from '../http/auth';

/** The routes of the apps' endpoints, by app. An app that is not enabled has none. */
export type AppRouters = Map<string, Router>;

interface Answer {
  status: number;
  headers?: Record<string, string>;
  content?: unknown;
}

/** Puts apps' endpoints into their routers; `http/appEndpoints` is where requests come in. */
export function createApiBridge(engine: Engine, host: Host, routers: AppRouters): ApiBridge {
  class Api extends engine.bridges.ApiBridge {
    protected async registerApi({ endpoint }: AppApi, appId: string): Promise<void> {
      const router = routers.get(appId) ?? Router();
      routers.set(appId, router);
      const path = endpoint.path.trim();
      router.all(path.startsWith('/') ? path : `/${path}`, (request, response, next) => {
        answer(request, response, appId, endpoint.path, Boolean(endpoint.authRequired)).catch(next);
      });
    }

    protected async unregisterApis(appId: string): Promise<void> {
      routers.delete(appId);
    }
  }

  async function answer(
    request: Request,
    response: Response,
    appId: string,
    path: string,
    loginRequired: boolean,
  ): Promise<void> {
    const user = await authenticate(host, request);
    if (loginRequired && !user) {
      response.sendStatus(401);
      return;
    }
    try {
      const call = toApiRequest(request, response, user);
      const result: Answer = await host.manager.getApiManager().executeApi(appId, path, call);
      const { status, headers = {}, content } = result;
      response.set(headers).status(status).send(content);
    } catch (error) {
      response.status(500).send((error as Error).message);
    }
  }

  function toApiRequest(request: Request, response: Response, user: UserDoc | undefined): IApiRequest {
    return {
      method: request.method.toLowerCase() as RequestMethod,
      headers: request.headers as Record<string, string>,
      query: request.query as Record<string, string>,
      params: request.params,
      content: request.body as unknown,
      privateHash: response.locals['privateHash'] as string | undefined,
      ...(user && { user: convertUser(user) }),
    };
  }

  return new Api();
}
