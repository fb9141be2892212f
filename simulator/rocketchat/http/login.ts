import express, { type Request, type Response, Router } from 'express';

import type { UserDoc } from '../documents';
import type { Host } from '../host';
import { isRecord, optionalText, RestApi } from './api';

/** A refused login: Rocket.Chat answers 401 whatever the reason, and names it in `error` and `message`. */
interface LoginRefusal {
  error: string | number;
  message: string;
  details?: Record<string, unknown>;
}

/** Said for unknown users and wrong passwords alike. */
const UNAUTHORIZED: LoginRefusal = { error: 'Unauthorized', message: 'Unauthorized' };

const SECOND_FACTOR = { method: 'totp', codeGenerated: false, availableMethods: ['totp'] };

/** `/api/v1/login`, `logout` and `me`. */
export function createLoginRouter(host: Host): Router {
  const { users } = host.workspace;
  const router = Router();

  router.post(
    '/api/v1/login',
    express.json(),
    express.urlencoded({ extended: true }),
    (request, response, next) => {
      login(host, request, response).catch(next);
    },
  );

  const api = new RestApi(host);
  api.get('me', [], async ({ user }) => profile(user));
  api.post('logout', [], async ({ user, request }) => {
    await users.revokeToken(user._id, request.get('x-auth-token') ?? '');
    return { status: 'success', data: { message: "You've been logged out!" } };
  });
  return router.use(api.router);
}

async function login(host: Host, request: Request, response: Response): Promise<void> {
  const { users } = host.workspace;
  const body = isRecord(request.body) ? request.body : {};
  const user = await claimedUser(host, body);
  const refusal = await refusalOf(host, user, body, request.get('x-2fa-code'));
  if (refusal || !user) {
    response.status(401).json({ success: false, status: 'error', ...(refusal ?? UNAUTHORIZED) });
    return;
  }
  const authToken = await users.issueToken(user._id);
  response.json({
    status: 'success',
    data: { userId: user._id, authToken, me: profile(user) },
    success: true,
  });
}

async function claimedUser(host: Host, body: Record<string, unknown>): Promise<UserDoc | null> {
  const name = optionalText(body, 'user') ?? optionalText(body, 'username') ?? optionalText(body, 'email');
  if (!name) {
    return null;
  }
  return name.includes('@')
    ? host.store.users.findOneAsync({ 'emails.address': name })
    : host.workspace.users.byUsername(name);
}

async function refusalOf(
  host: Host,
  user: UserDoc | null,
  body: Record<string, unknown>,
  codeHeader: string | undefined,
): Promise<LoginRefusal | undefined> {
  const password = optionalText(body, 'password');
  if (password === undefined) {
    return { error: 400, message: 'Unrecognized options for login request' };
  }
  if (!user || !(await host.workspace.users.verifyPassword(user, password))) {
    return UNAUTHORIZED;
  }
  if (!user.active) {
    return { error: 'error-user-is-not-activated', message: 'User is not activated' };
  }
  const demanded = await host.workspace.settings.get('Accounts_TwoFactorAuthentication_Enabled');
  if (!demanded || !user.services?.totp?.enabled) {
    return undefined;
  }
  // No user of a simulated workspace has a TOTP secret, so no code can be right.
  return (optionalText(body, 'code') ?? codeHeader)
    ? { error: 'totp-invalid', message: 'TOTP Invalid', details: SECOND_FACTOR }
    : { error: 'totp-required', message: 'TOTP Required', details: SECOND_FACTOR };
}

/** A user as the user itself sees it. */
function profile(user: UserDoc): object {
  const { services, _updatedAt, createdAt, ...visible } = user;
  return {
    ...visible,
    email: user.emails?.[0]?.address,
    statusConnection: user.status,
    avatarUrl: `/avatar/${user.username}`,
  };
}
