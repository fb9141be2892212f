import { createHash, timingSafeEqual } from 'node:crypto';

import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { Settings } from '../services/ports';

/** Compares in a time that tells nothing of either, also not of its length. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Guards the endpoints for other systems: `Authorization: Bearer <api_token>`.
 * @returns the answer to a request that may not pass: 403 while there is no token, 401 for a missing or wrong one
 */
export async function refusalOf(
  { headers }: Pick<IApiRequest, 'headers'>,
  settings: Settings,
): Promise<IApiResponse | undefined> {
  const { apiToken } = await settings.get();
  if (!apiToken) {
    return refuse(HttpStatusCode.FORBIDDEN, 'Set "API token" on the settings page of the app first');
  }
  const [, token = ''] = /^Bearer +(.*\S)\s*$/i.exec(headers.authorization ?? '') ?? [];
  if (!isSameSecret(token, apiToken)) {
    const refused = refuse(
      HttpStatusCode.UNAUTHORIZED,
      'The header "Authorization: Bearer <API token>" is missing or wrong',
    );
    return { ...refused, headers: { 'WWW-Authenticate': 'Bearer' } };
  }
  return undefined;
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function refuse(status: HttpStatusCode, error: string): IApiResponse {
  return { status, content: { success: false, error } };
}
