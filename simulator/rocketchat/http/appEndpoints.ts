import express, { type NextFunction, type Request, type Response, Router } from 'express';

import type { AppRouters } from '../bridges/api';

/**
 * Where apps' endpoints are reached: `/api/apps/public/:appId/…` and `/api/apps/private/:appId/:hash/…`.
 *
 * Bodies are read as a server reads them: JSON (objects and arrays only) and urlencoded, up to express's default of
 * 100 kB. A body of any other type reaches the app as `{}`, a malformed or too large one not at all, and the raw
 * bytes never.
 */
export function createAppEndpointsRouter(apps: AppRouters): Router {
  const router = Router();
  const parseBody = [express.urlencoded({ extended: true }), express.json()];

  router.use('/api/apps/private/:appId/:hash', ...parseBody, (request: Request, response: Response, next) => {
    response.locals['privateHash'] = request.params['hash'];
    dispatch(request, response, next);
  });
  router.use('/api/apps/public/:appId', ...parseBody, dispatch);

  function dispatch(request: Request, response: Response, next: NextFunction): void {
    const notFound = (error?: unknown): void => (error ? next(error) : void response.sendStatus(404));
    const app = apps.get(request.params['appId'] ?? '');
    if (!app) {
      notFound();
      return;
    }
    app(request, response, notFound);
  }

  return router;
}
