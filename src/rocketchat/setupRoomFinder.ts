import { randomBytes } from 'node:crypto';

import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Locks } from '../services/ports';
import type { AppUser } from './appUser';
import type { SetupRoomRecord } from './records/setupRoomRecord';

const NAME = 'omnichannel-whatsapp-setup';
/** The others are for workspaces where the first name belongs to a room that we cannot use. */
const NAMES = [NAME, `${NAME}-2`, `${NAME}-3`];
const TITLE = 'Omnichannel WhatsApp Setup';

export interface FoundRoom {
  room: IRoom;
  /** It has nothing in it. */
  isNew: boolean;
}

/** Which room is the setup room: the recorded one, else one with its name, else a new one. */
export class SetupRoomFinder {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly record: SetupRoomRecord,
    private readonly locks: Locks,
  ) {}

  /** @returns undefined where there is none, or none that is known yet */
  async find(): Promise<IRoom | undefined> {
    const id = await this.record.id();
    const room: IRoom | undefined = id ? await this.read.getRoomReader().getById(id) : undefined;
    return room && (await this.isUsable(room)) ? room : undefined;
  }

  /** @param members usernames of who is in a new one */
  async findOrCreate(members: () => Promise<string[]>): Promise<FoundRoom> {
    const room = await this.find();
    return room
      ? { room, isNew: false }
      : this.locks.hold('setup-room', async () => this.adoptOrCreate(await members()));
  }

  /** Another server may have done so while this one waited. */
  private async adoptOrCreate(members: string[]): Promise<FoundRoom> {
    const known = (await this.find()) ?? (await this.findByName());
    const room = known ?? (await this.create(members));
    await this.record.save(room.id);
    return { room, isNew: known === undefined };
  }

  /** For records of earlier versions, and of an earlier installation, which are gone. */
  private async findByName(): Promise<IRoom | undefined> {
    for (const name of NAMES) {
      const room: IRoom | undefined = await this.read.getRoomReader().getByName(name);
      if (room && (await this.isUsable(room))) {
        return room;
      }
    }
    return undefined;
  }

  private async create(members: string[]): Promise<IRoom> {
    const creator = this.modify.getCreator();
    const builder = creator
      .startRoom()
      .setType(RoomType.PRIVATE_GROUP)
      .setCreator(await this.appUser.get())
      .setSlugifiedName(await this.freeName())
      .setDisplayName(TITLE)
      .setMembersToBeAddedByUsernames(members);
    const room: IRoom | undefined = await this.read.getRoomReader().getById(await creator.finish(builder));
    if (!room) {
      throw new Error('The host did not create the setup room');
    }
    return room;
  }

  private async freeName(): Promise<string> {
    for (const name of NAMES) {
      const room: IRoom | undefined = await this.read.getRoomReader().getByName(name);
      if (!room) {
        return name;
      }
    }
    return `${NAME}-${randomBytes(3).toString('hex')}`;
  }

  /**
   * A room that somebody else made, or made public, could be read by anybody; an archived one is hidden from its members.
   * Of a bot that is gone, as that of an earlier installation of the app, the host knows no maker.
   */
  private async isUsable(room: IRoom): Promise<boolean> {
    const { type, creator, _unmappedProperties_: unmapped } = room as HostRoom;
    const { id } = await this.appUser.get();
    return type === RoomType.PRIVATE_GROUP && (creator?.id ?? id) === id && unmapped?.archived !== true;
  }
}

/** What the host tells of a room beyond the Apps-Engine's types, and what it does not always tell. */
interface HostRoom extends Omit<IRoom, 'creator'> {
  creator?: IUser;
  _unmappedProperties_?: { archived?: boolean };
}
