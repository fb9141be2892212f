import type { Request, RequestHandler } from 'express';

import type { FaultCircumstances } from '../faults';
import { metaError } from '../meta-errors';
import type { World } from '../world';
import { ApiError, graphError, OWN_TEXTS, OwnError } from './errors';
import { numberOf } from './request';

/** Outages, before anybody looks at the request. */
export function outages({ faults }: World): RequestHandler {
  return (request, _response, next) => {
    const outage = faults.take('outage', circumstancesOf(request));
    switch (outage?.mode) {
      case undefined:
        next();
        return;
      case 'bad-gateway':
        throw new OwnError(502, OWN_TEXTS.unavailable);
      case 'timeout':
        return;
      case 'reset':
      case 'refused':
        request.socket.destroy();
    }
  };
}

/** Errors and delays that are switched on for requests with a good key. */
export function requestFaults({ faults, tasks }: World): RequestHandler {
  return (request, response, next) => {
    const where = { ...circumstancesOf(request), number: numberOf(response).id };
    if (faults.take('rate-limit', where)) {
      throw new OwnError(400, OWN_TEXTS.rateLimit);
    }
    const graph = faults.take('graph-error', where);
    if (graph) {
      throw graphError(graph.code, graph.details || metaError(graph.code).title);
    }
    const answer = faults.take('answer', where);
    if (answer) {
      response.set(answer.headers);
      throw new ApiError(answer.status, answer.body, 'An answer that was switched on.');
    }
    const slow = faults.take('slow', where);
    if (slow) {
      tasks.after(slow.ms, () => next());
      return;
    }
    next();
  };
}

/** What faults of the API look at, as far as it is known before the key was checked. */
export function circumstancesOf({ path, method, body }: Request): FaultCircumstances {
  const { text } = (body ?? {}) as { text?: { body?: unknown } };
  return { path, method, ...(typeof text?.body === 'string' && { text: text.body }) };
}
