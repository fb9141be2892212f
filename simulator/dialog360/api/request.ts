import type { NextFunction, Request, RequestHandler, Response } from 'express';

import type { NumberRecord } from '../state/records';

/** The number that a request's key belongs to. @throws Error when used before the key was checked. */
export function numberOf(response: Response): NumberRecord {
  const number = (response.locals as { number?: NumberRecord }).number;
  if (!number) {
    throw new Error('The API key was not checked before this route.');
  }
  return number;
}

/** Hands what an asynchronous handler throws to express. */
export function route(handler: (request: Request, response: Response) => unknown): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    Promise.resolve()
      .then(() => handler(request, response))
      .catch(next);
  };
}

/** A query parameter that was given once, as text. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** The fields that `?fields=a,b` asks for. */
export function queryFields(request: Request): string[] {
  return (queryText(request, 'fields') ?? '').split(',').filter(Boolean);
}

export function pick(source: object, fields: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source).filter(([key]) => fields.includes(key)));
}
