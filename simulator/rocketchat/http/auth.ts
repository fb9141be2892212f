import type { Request } from 'express';

import type { UserDoc } from '../documents';
import type { Host } from '../host';

/** Rocket.Chat's answer to a request without a valid login. */
export const LOGIN_REQUIRED = {
  success: false,
  error: 'You must be logged in to do this.',
  status: 'error',
  message: 'You must be logged in to do this.',
};

/** The user of a request, by the headers `X-User-Id` and `X-Auth-Token`. */
export async function authenticate(host: Host, request: Request): Promise<UserDoc | undefined> {
  const userId = request.get('x-user-id');
  const token = request.get('x-auth-token');
  if (!userId || !token) {
    return undefined;
  }
  const user = await host.workspace.users.byToken(userId, token);
  return user?.active ? user : undefined;
}
