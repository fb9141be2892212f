import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUserContext } from '@rocket.chat/apps-engine/definition/users';

import { isAgent } from '../rocketchat/access';
import type { Services } from '../wiring';

/** As the engines 1.53 to 1.62 call it; their own type of this name has the method of another event. */
export interface IPostUserDeleted {
  executePostUserDeleted(
    context: IUserContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void>;
}

/** Of any user of the workspace. */
export async function userDeleted({ unservedRooms }: Services, { user }: IUserContext): Promise<void> {
  if (isAgent(user)) {
    await unservedRooms.deleted(user.username);
  }
}
