import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';

import { LOOKASIDE_HOST } from '../media/library';
import type { Environment } from '../state/records';
import type { Templates } from '../templates';
import type { World } from '../world';
import { authenticate } from './auth';
import type { ErrorShape } from '../options';
import { blocksRouter } from './blocks';
import { ApiError, graphError, OwnError } from './errors';
import { outages, requestFaults } from './gate';
import { healthRouter } from './health';
import { mediaRouter } from './media';
import { messagesRouter } from './messages';
import { oldTemplatesRouter } from './old-templates';
import { profileRouter } from './profile';
import { templatesRouter } from './templates';
import { Uploads, uploadsRouter } from './uploads';
import { webhookRouter } from './webhook';

const PRODUCTION_HOST = 'waba-v2.360dialog.io';
const SANDBOX_HOST = 'waba-sandbox.360dialog.io';

/** Every name that the provider answers to. */
export const HOSTS = [PRODUCTION_HOST, SANDBOX_HOST, LOOKASIDE_HOST];

/** The provider's side of the HTTP server. `control` is reached on loopback alone, never under a public name. */
export function createServer(world: World, templates: Templates, control: Router): Express {
  const uploads = new Uploads();
  const production = apiRouter(world, 'production', [
    webhookRouter(world),
    messagesRouter(world, '/messages'),
    healthRouter(),
    templatesRouter(templates, uploads),
    oldTemplatesRouter(templates),
    profileRouter(world, uploads),
    uploadsRouter(uploads),
    blocksRouter(world),
    mediaRouter(world),
  ]);
  const sandbox = apiRouter(world, 'sandbox', [webhookRouter(world), messagesRouter(world, '/v1/messages')]);
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, response, next) => {
    switch (request.hostname) {
      case PRODUCTION_HOST:
        return production(request, response, next);
      case SANDBOX_HOST:
        return sandbox(request, response, next);
      case LOOKASIDE_HOST:
        return lookaside(request, response, next);
      default:
        return control(request, response, next);
    }
  });
  app.use(() => {
    throw new OwnError(404, 'Not found');
  });
  app.use(errorAnswers(world));
  return app;
}

function apiRouter(world: World, environment: Environment, routes: Router[]): Router {
  const router = Router();
  router.use(express.json({ limit: '1mb' }), outages(world));
  router.use(authenticate(world, environment), requestFaults(world), ...routes);
  return router;
}

/** Meta's own host for media wants Meta's own token, which nobody here has. */
const lookaside: RequestHandler = (request, response) => {
  const isMedium = request.method === 'GET' && typeof request.query.mid === 'string';
  response
    .status(isMedium ? 401 : 404)
    .type('text')
    .send(isMedium ? 'Unauthorized' : 'Not Found');
};

function errorAnswers({ settings }: World): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = answerTo(error, settings.errorShape);
    if (!answer) {
      next(error);
    } else if (typeof answer.body === 'string') {
      response.status(answer.status).type('text').send(answer.body);
    } else {
      response.status(answer.status).json(answer.body);
    }
  };
}

/** Nothing for errors that nobody foresaw. */
function answerTo(error: unknown, shape: ErrorShape): { status: number; body: unknown } | undefined {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof OwnError) {
    return { status: error.status, body: error.body(shape) };
  }
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number' && status < 500) {
    return { ...graphError(100, 'The request body could not be read.'), status };
  }
  return undefined;
}
