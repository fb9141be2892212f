import express, { type Request, type RequestHandler, type Response, Router } from 'express';

import type { UserDoc } from '../documents';
import type { Host } from '../host';
import { ServerError } from '../workspace/errors';
import { authenticate, LOGIN_REQUIRED } from './auth';

/** What the action of a REST route gets to see of a request. */
export interface Call {
  readonly user: UserDoc;
  readonly params: Record<string, string>;
  /** Parameters given more than once keep their first value. */
  readonly query: Record<string, string | undefined>;
  readonly body: Record<string, unknown>;
  readonly request: Request;
}

/** What a user needs for a route: every permission of a list, or any of some. */
export type Permissions = string[] | { anyOf: string[] };

/** Resolves with the fields of the answer; `success: true` is added. Rejects with what the caller gets to read. */
export type Action = (call: Call) => Promise<object | void>;

/** An answer other than success that is no server error, with Rocket.Chat's body for it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error?: string,
  ) {
    super(error);
  }
}

export const failure = (error?: string): Refusal => new Refusal(400, error);
/** Rocket.Chat says «unauthorized» with 403 until its version 9. */
export const forbidden = (error = 'unauthorized'): Refusal => new Refusal(403, error);
export const notFound = (error = 'Resource not found'): Refusal => new Refusal(404, error);

/** JSON bodies of users' requests; app endpoints have the smaller limit of express. */
const parseBody = [express.json({ limit: '10mb' }), express.urlencoded({ extended: true, limit: '10mb' })];

/**
 * A group of routes below `/api/v1` that need a logged-in user: Rocket.Chat's rules for logins, permissions and
 * the shape of answers in one place.
 */
export class RestApi {
  readonly router = Router();

  constructor(private readonly host: Host) {}

  get(path: string, permissions: Permissions, action: Action): void {
    this.router.get(`/api/v1/${path}`, this.answer(permissions, action));
  }

  post(path: string, permissions: Permissions, action: Action): void {
    this.router.post(`/api/v1/${path}`, parseBody, this.answer(permissions, action));
  }

  put(path: string, permissions: Permissions, action: Action): void {
    this.router.put(`/api/v1/${path}`, parseBody, this.answer(permissions, action));
  }

  delete(path: string, permissions: Permissions, action: Action): void {
    this.router.delete(`/api/v1/${path}`, parseBody, this.answer(permissions, action));
  }

  private answer(permissions: Permissions, action: Action): RequestHandler {
    return (request, response, next) => {
      this.respond(request, response, permissions, action).catch(next);
    };
  }

  private async respond(
    request: Request,
    response: Response,
    permissions: Permissions,
    action: Action,
  ): Promise<void> {
    const user = await authenticate(this.host, request);
    if (!user) {
      response.status(401).json(LOGIN_REQUIRED);
      return;
    }
    try {
      this.demand(user, permissions);
      const result = await action({ ...inputOf(request), user, request });
      response.json({ ...result, success: true });
    } catch (error) {
      sendError(response, error);
    }
  }

  private demand(user: UserDoc, permissions: Permissions): void {
    const { users } = this.host.workspace;
    const has = (id: string): boolean => users.hasPermission(user, id);
    if (!(Array.isArray(permissions) ? permissions.every(has) : permissions.anyOf.some(has))) {
      throw new ServerError(
        'error-unauthorized',
        'User does not have the permissions required for this action',
      );
    }
  }
}

function inputOf(request: Request): Pick<Call, 'params' | 'query' | 'body'> {
  const query: Call['query'] = {};
  for (const [name, value] of Object.entries(request.query)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    query[name] = typeof first === 'string' ? first : undefined;
  }
  const body: unknown = request.body;
  return { params: request.params, query, body: isRecord(body) ? body : {} };
}

/** Answers a failed request as Rocket.Chat's REST API does: whatever was thrown is the caller's fault, with 400. */
export function sendError(response: Response, error: unknown): void {
  if (error instanceof Refusal) {
    response.status(error.status).json({ success: false, ...(error.error && { error: error.error }) });
    return;
  }
  if (!(error instanceof ServerError)) {
    response.status(400).json({ success: false, error: messageOf(error) });
    return;
  }
  if (error.code === 'error-unauthorized') {
    response.status(403).json({ success: false, error: error.message });
    return;
  }
  response.status(400).json({ success: false, error: error.message, errorType: error.code });
}

/** The engine's own errors are none of the language's, but have a message. */
function messageOf(error: unknown): string {
  return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of a body that may be left out. */
export function optionalText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** A text of a query or body that must be there. @throws ServerError `invalid-params` */
export function requiredText(fields: Record<string, unknown>, name: string): string {
  const value = optionalText(fields, name);
  if (!value) {
    throw new ServerError('invalid-params', `must have required property '${name}'`);
  }
  return value;
}

/** Cuts a page out of a list, with the fields that Rocket.Chat puts around it. `count` is 50 unless asked for. */
export function page<T>(
  items: T[],
  query: Call['query'],
): { items: T[]; count: number; offset: number; total: number } {
  const offset = Number(query['offset'] ?? 0);
  const count = Number(query['count'] ?? 50);
  const cut = items.slice(offset, count === 0 ? undefined : offset + count);
  return { items: cut, count: cut.length, offset, total: items.length };
}
