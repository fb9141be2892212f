import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { AppUser } from './appUser';

const SETUP_ROOM = 'omnichannel-whatsapp-setup';
const SETUP_ROOM_TITLE = 'Omnichannel WhatsApp Setup';

/** The private room in which the bot talks with the admins. */
export class SetupRoom {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
  ) {}

  /** Creates the room if it is not there, e.g. because somebody deleted it, and lets the person in. */
  async open(member?: IUser): Promise<IRoom> {
    const rooms = this.read.getRoomReader();
    const existing = await rooms.getByName(SETUP_ROOM);
    if (existing) {
      await this.invite(existing, member);
      return existing;
    }
    const creator = this.modify.getCreator();
    const builder = creator
      .startRoom()
      .setType(RoomType.PRIVATE_GROUP)
      .setCreator(await this.appUser.get())
      .setSlugifiedName(SETUP_ROOM)
      .setDisplayName(SETUP_ROOM_TITLE)
      .setMembersToBeAddedByUsernames(member ? [member.username] : []);
    const id = await creator.finish(builder);
    const room = await rooms.getById(id);
    if (!room) {
      throw new Error('The host did not create the setup room');
    }
    return room;
  }

  /** @returns the message id */
  async post(words: string, blocks: LayoutBlock[] = []): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom(await this.open())
      .setSender(await this.appUser.get())
      .setText(words);
    return creator.finish(blocks.length > 0 ? message.setBlocks(blocks) : message);
  }

  /** Puts other words and blocks in the place of those of a message of ours. */
  async change(messageId: string, words: string, blocks: LayoutBlock[]): Promise<void> {
    const updater = this.modify.getUpdater();
    const message = await updater.message(messageId, await this.appUser.get());
    await updater.finish(message.setText(words).setBlocks(blocks));
  }

  async upload(filename: string, bytes: Buffer): Promise<void> {
    const uploads = this.modify.getCreator().getUploadCreator();
    await uploads.uploadBuffer(bytes, { filename, room: await this.open(), user: await this.appUser.get() });
  }

  private async invite(room: IRoom, member?: IUser): Promise<void> {
    if (!member) {
      return;
    }
    const members = await this.read.getRoomReader().getMembers(room.id);
    if (!members.some(({ id }) => id === member.id)) {
      const updater = this.modify.getUpdater();
      const builder = await updater.room(room.id, await this.appUser.get());
      await updater.finish(builder.addMemberToBeAddedByUsername(member.username));
    }
  }
}
