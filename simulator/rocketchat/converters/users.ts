import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { UserDoc, UserRef } from '../documents';
import { withoutUndefined } from '../workspace/withoutUndefined';

/**
 * A user as apps see it. Of a visitor who wrote a message there is a reference alone: it comes out as a user of
 * unknown type with little more than id and name, whatever the engine's type promises.
 */
export function convertUser(user: UserRef & Partial<UserDoc>): IUser {
  return {
    id: user._id,
    username: user.username,
    emails: user.emails,
    type: user.type ?? 'unknown',
    isEnabled: user.active,
    name: user.name,
    roles: user.roles,
    status: user.status,
    statusConnection: user.status ?? 'undefined',
    utcOffset: user.utcOffset,
    createdAt: user.createdAt,
    updatedAt: user._updatedAt,
    appId: user.appId,
    settings: { preferences: user.language ? { language: user.language } : {} },
  } as IUser;
}

export function convertAppUser(user: Partial<IUser>): Partial<UserDoc> {
  return withoutUndefined({
    _id: user.id,
    username: user.username,
    emails: user.emails,
    type: user.type as UserDoc['type'] | undefined,
    active: user.isEnabled,
    name: user.name,
    roles: user.roles,
    status: user.status as UserDoc['status'] | undefined,
    appId: user.appId,
  });
}
