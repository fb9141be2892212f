import type { Router } from 'express';

import type { UserDoc } from '../documents';
import type { Host } from '../host';
import { ServerError } from '../workspace/errors';
import { permissions } from '../workspace/permissions';
import { type Call, optionalText, page, requiredText, RestApi } from './api';

const STATUSES: readonly string[] = ['online', 'away', 'busy', 'offline'] satisfies UserDoc['status'][];

/** `/api/v1/users.*` and the permissions of roles, which a client needs to know what to offer its user. */
export function createUsersRouter(host: Host): Router {
  const { users } = host.workspace;
  const api = new RestApi(host);

  api.post('users.create', [], async ({ user, body }) => {
    if (!users.hasPermission(user, 'create-user')) {
      throw new ServerError('error-action-not-allowed', 'Adding user is not allowed');
    }
    const created = await users.create({
      username: requiredText(body, 'username'),
      name: requiredText(body, 'name'),
      email: requiredText(body, 'email'),
      password: requiredText(body, 'password'),
      ...(Array.isArray(body['roles']) && {
        roles: body['roles'].filter((role) => typeof role === 'string'),
      }),
    });
    return { user: withoutServices(created) };
  });

  api.get('users.info', [], async ({ query }) => ({ user: withoutServices(await namedUser(host, query)) }));

  api.get('users.list', ['view-d-room'], async ({ query }) => {
    const { items, ...around } = page((await users.all()).map(withoutServices), query);
    return { users: items, ...around };
  });

  api.post('users.setStatus', [], async ({ user, body }) => {
    const status = requiredText(body, 'status');
    if (!isStatus(status)) {
      throw new ServerError(
        'error-invalid-status',
        'Valid status types include online, away, offline, and busy.',
      );
    }
    const other = optionalText(body, 'userId') ?? optionalText(body, 'username');
    const target = other
      ? await namedUser(host, { userId: optionalText(body, 'userId'), username: other })
      : user;
    if (target._id !== user._id && !users.hasPermission(user, 'edit-other-user-info')) {
      throw new ServerError(
        'error-unauthorized',
        'User does not have the permissions required for this action',
      );
    }
    await host.workspace.setPresence(target._id, status);
  });

  api.get('permissions.listAll', [], async () => ({
    update: Object.entries(permissions).map(([_id, roles]) => ({ _id, roles })),
    remove: [],
  }));

  return api.router;
}

async function namedUser(host: Host, { userId, username }: Call['query']): Promise<UserDoc> {
  const { users } = host.workspace;
  if (!userId && !username) {
    throw new ServerError(
      'error-user-param-not-provided',
      'The required "userId" or "username" param was not provided',
    );
  }
  const user = userId ? await users.byId(userId) : await users.byUsername(username ?? '');
  if (!user) {
    throw new ServerError(
      'error-invalid-user',
      'The required "userId" or "username" param provided does not match any users',
    );
  }
  return user;
}

function isStatus(status: string): status is UserDoc['status'] {
  return STATUSES.includes(status);
}

function withoutServices({ services, ...user }: UserDoc): Omit<UserDoc, 'services'> {
  return user;
}
