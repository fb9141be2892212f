import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';

import type { AppUser } from './appUser';

/** The bot's rooms with single users. */
export class DirectMessages {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
  ) {}

  /** The room's id; it is created when it is first needed. */
  async roomWith(username: string): Promise<string> {
    const bot = await this.appUser.get();
    const usernames = [bot.username, username];
    const existing = await this.read.getRoomReader().getDirectByUsernames(usernames);
    if (existing) {
      return existing.id;
    }
    const creator = this.modify.getCreator();
    const room = creator
      .startRoom()
      .setType(RoomType.DIRECT_MESSAGE)
      .setCreator(bot)
      .setMembersToBeAddedByUsernames(usernames);
    return creator.finish(room);
  }
}
