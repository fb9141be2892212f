import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { AppUser } from './appUser';
import type { SetupPeople } from './setupPeople';
import type { SetupRoomFinder } from './setupRoomFinder';

/** The private room in which the bot talks with the admins. It comes back when somebody deletes it. */
export class SetupRoom {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly finder: SetupRoomFinder,
    private readonly people: SetupPeople,
  ) {}

  /**
   * Lets somebody in.
   * @returns whether the room is new, and so has nothing in it
   */
  async open(member: IUser): Promise<boolean> {
    const { room, isNew } = await this.finder.findOrCreate(() => this.people.namesWith(member));
    await this.people.add(room, member);
    return isNew;
  }

  /** @returns the id of the message */
  async post(words: string, blocks: LayoutBlock[] = []): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom(await this.room())
      .setSender(await this.appUser.get())
      .setText(words);
    return creator.finish(blocks.length > 0 ? message.setBlocks(blocks) : message);
  }

  async upload(filename: string, bytes: Buffer): Promise<void> {
    const uploads = this.modify.getCreator().getUploadCreator();
    await uploads.uploadBuffer(bytes, { filename, room: await this.room(), user: await this.appUser.get() });
  }

  /** Puts something else in the place of a message of ours. @returns false when it is not there any more */
  async replace(messageId: string, words: string, blocks: LayoutBlock[]): Promise<boolean> {
    const known = await this.read.getMessageReader().getById(messageId);
    // Some workspaces keep a trace of what was deleted.
    if (!known || known.type === 'rm') {
      return false;
    }
    const updater = this.modify.getUpdater();
    const message = await updater.message(messageId, await this.appUser.get());
    await updater.finish(message.setText(words).setBlocks(blocks));
    return true;
  }

  async id(): Promise<string> {
    return (await this.room()).id;
  }

  private async room(): Promise<IRoom> {
    const { room } = await this.finder.findOrCreate(() => this.people.namesWith());
    return room;
  }
}
