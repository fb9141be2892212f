import express, { type ErrorRequestHandler, Router } from 'express';

import type { Dialog360 } from '../dialog360';
import { NotFoundError } from '../not-found';
import { numberRoutes } from './numbers';
import { phoneRoutes } from './phones';
import { providerRoutes } from './provider';

/** Files of customers come as base64 in JSON. */
const BODY_LIMIT = '150mb';

/** The provider's steering wheel over HTTP, a thin door over `Dialog360`. */
export function controlRouter(dialog360: Dialog360): Router {
  const router = Router();
  router.use(express.json({ limit: BODY_LIMIT }));
  numberRoutes(router, dialog360);
  phoneRoutes(router, dialog360);
  providerRoutes(router, dialog360);
  return Router().use('/control/v1', router, problems);
}

const problems: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  response
    .status(error instanceof NotFoundError ? 404 : 400)
    .json({ error: error instanceof Error ? error.message : String(error) });
};
