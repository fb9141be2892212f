import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';

import type { AppUser } from './appUser';

/** The bot's rooms with single users. */
export class DirectMessages {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
  ) {}

  /** The id of the room, as long as there is one. */
  async find(username: string): Promise<string | undefined> {
    const bot = await this.appUser.get();
    const room: IRoom | undefined = await this.read
      .getRoomReader()
      .getDirectByUsernames([bot.username, username]);
    return room?.id;
  }

  /** The room's id; it is created when it is first needed. */
  async roomWith(username: string): Promise<string> {
    const existing = await this.find(username);
    if (existing) {
      return existing;
    }
    const bot = await this.appUser.get();
    const creator = this.modify.getCreator();
    const room = creator
      .startRoom()
      .setType(RoomType.DIRECT_MESSAGE)
      .setCreator(bot)
      .setMembersToBeAddedByUsernames([bot.username, username]);
    return creator.finish(room);
  }
}
