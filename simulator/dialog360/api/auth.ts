import type { RequestHandler } from 'express';

import type { AccountState, Environment } from '../state/records';
import type { World } from '../world';
import { OWN_TEXTS, OwnError } from './errors';

const ACCOUNT_ERRORS: Record<Exclude<AccountState, 'active'>, { status: number; text: string }> = {
  disabled: { status: 400, text: OWN_TEXTS.disabled },
  unpaid: { status: 400, text: OWN_TEXTS.unpaid },
  blocked: { status: 403, text: OWN_TEXTS.blocked },
};

/** Finds the number by its key. A key works on the host of its environment alone. */
export function authenticate({ state, faults }: World, environment: Environment): RequestHandler {
  return (request, response, next) => {
    const number = state.numberByKey(request.get('D360-API-KEY') ?? '');
    const where = { number: number?.id, path: request.path, method: request.method };
    if (number?.environment !== environment || faults.take('auth-failure', where)) {
      throw new OwnError(401, OWN_TEXTS.invalidKey);
    }
    if (number.account !== 'active') {
      const { status, text } = ACCOUNT_ERRORS[number.account];
      throw new OwnError(status, text);
    }
    response.locals.number = number;
    next();
  };
}
