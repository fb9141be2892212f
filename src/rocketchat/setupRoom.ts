import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { mayUse } from './access';
import type { AppUser } from './appUser';
import type { SetupMembers } from './records/setupMembers';

/** The second and third name are for workspaces where the first one belongs to a room of somebody else. */
const NAMES = ['omnichannel-whatsapp-setup', 'omnichannel-whatsapp-setup-2', 'omnichannel-whatsapp-setup-3'];
const TITLE = 'Omnichannel WhatsApp Setup';

/** The private room in which the bot talks with the admins. It comes back when somebody deletes it. */
export class SetupRoom {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly members: SetupMembers,
  ) {}

  /**
   * Lets somebody in.
   * @returns whether the room is new, and so has nothing in it
   */
  async open(member: IUser): Promise<boolean> {
    const known = await this.find();
    const room = known ?? (await this.create(member));
    await this.invite(room, member);
    await this.members.add(member.id);
    return known === undefined;
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
    if (!(await this.read.getMessageReader().getById(messageId))) {
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
    return (await this.find()) ?? this.create();
  }

  /** A room of that name that somebody else made could be read by anybody: only a private one of our bot will do. */
  private async find(): Promise<IRoom | undefined> {
    const { id } = await this.appUser.get();
    for (const name of NAMES) {
      const room = await this.read.getRoomReader().getByName(name);
      if (room && isOurs(room, id)) {
        return room;
      }
    }
    return undefined;
  }

  private async create(member?: IUser): Promise<IRoom> {
    const creator = this.modify.getCreator();
    const builder = creator
      .startRoom()
      .setType(RoomType.PRIVATE_GROUP)
      .setCreator(await this.appUser.get())
      .setSlugifiedName(await this.freeName())
      .setDisplayName(TITLE)
      .setMembersToBeAddedByUsernames(await this.administrators(member));
    // Another server may have been faster, which takes the name.
    const id = await creator.finish(builder).catch(() => undefined);
    const room = id ? await this.read.getRoomReader().getById(id) : await this.find();
    if (!room) {
      throw new Error('The host did not create the setup room');
    }
    return room;
  }

  private async freeName(): Promise<string> {
    for (const name of NAMES) {
      if (!(await this.read.getRoomReader().getByName(name))) {
        return name;
      }
    }
    throw new Error('All names for the setup room are taken by rooms of others');
  }

  /** Who was in the room before it was deleted, as far as they still may. */
  private async administrators(member?: IUser): Promise<string[]> {
    const users = this.read.getUserReader();
    const ids = new Set([...(member ? [member.id] : []), ...(await this.members.all())]);
    const known: (IUser | undefined)[] = await Promise.all([...ids].map((id) => users.getById(id)));
    return known.flatMap((user) => (user && mayUse('administrators', user) ? [user.username] : []));
  }

  private async invite(room: IRoom, member: IUser): Promise<void> {
    const members = await this.read.getRoomReader().getMembers(room.id);
    if (!members.some(({ id }) => id === member.id)) {
      const updater = this.modify.getUpdater();
      const builder = await updater.room(room.id, await this.appUser.get());
      await updater.finish(builder.addMemberToBeAddedByUsername(member.username));
    }
  }
}

/** Of a bot that is gone, as that of an earlier installation of the app, the host knows no maker. */
function isOurs({ type, creator }: Pick<IRoom, 'type'> & { creator?: IUser }, botId: string): boolean {
  return type === RoomType.PRIVATE_GROUP && (creator === undefined || creator.id === botId);
}
