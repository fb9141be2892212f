import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom, IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';

import type { Contact } from '../domain/contact';
import { failed, ok, type Failure, type Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import type { File, Livechat, Room } from '../services/ports';
import type { AppUser } from './appUser';
import type { UploadEchoes } from './uploadEchoes';

export const SOURCE_ALIAS = 'WhatsApp';
const ICON = 'whatsapp';
/** How many of a room's last messages are searched after a crash. */
const SEARCHED = 100;

/** What the host answers when it will not open a room just now, or for this person. */
const ROOM_REFUSALS = [
  'no-agent-online',
  'error-contact-channel-blocked',
  'error-omnichannel-is-disabled',
  'error-app-prevented',
];
/** What the host answers to files that its settings do not allow. */
const FILE_REFUSALS = ['error-invalid-file-type', 'error-file-too-large', 'error-file-upload-disabled'];

/** Omnichannel through the Apps-Engine's accessors. */
export class LivechatRooms implements Livechat {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly echoes: UploadEchoes,
  ) {}

  async registerVisitor(profile: {
    token: string;
    name?: string;
    phone?: string;
    departmentId?: string;
  }): Promise<{ id: string; token: string }> {
    const visitor = await this.modify
      .getCreator()
      .getLivechatCreator()
      .createAndReturnVisitor({
        token: profile.token,
        ...(profile.name ? { name: profile.name } : {}),
        ...(profile.phone ? { phone: [{ phoneNumber: profile.phone }] } : {}),
        ...(profile.departmentId ? { department: profile.departmentId } : {}),
        // The host gives a visitor without a username the next `guest-N`.
      } as IVisitor);
    if (!visitor?.id) {
      throw new Error('The host did not create a visitor');
    }
    return { id: visitor.id, token: visitor.token };
  }

  async room(id: string): Promise<Room | undefined> {
    const room = await this.read.getRoomReader().getById(id);
    return room && toRoom(room as ILivechatRoom);
  }

  async openRoom(contact: Contact, number: ConnectedNumber): Promise<Result<Room>> {
    const visitor = await this.read.getLivechatReader().getLivechatVisitorByToken(contact.visitorToken);
    if (!visitor) {
      throw new Error('The visitor of a contact does not exist any more');
    }
    const creator = this.modify.getCreator().getLivechatCreator();
    try {
      const room = await creator.createRoom(
        { ...visitor, ...(number.departmentId ? { department: number.departmentId } : {}) },
        // The type asks for an agent; without one the host routes the room.
        undefined as never,
        {
          source: {
            ...{ type: 'app' as never, alias: SOURCE_ALIAS, sidebarIcon: ICON, defaultIcon: ICON },
            ...{ label: number.displayNumber, destination: number.displayNumber },
          },
          customFields: { whatsappNumberId: number.id, whatsappContactId: contact.id },
        },
      );
      return ok(toRoom(room));
    } catch (error) {
      return refusal(error, ROOM_REFUSALS, 'inbound.noRoom');
    }
  }

  async postAsVisitor(room: Room, words: string): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startLivechatMessage()
      .setRoom(roomReference(room.id))
      .setVisitor(room.visitor)
      .setText(words);
    return created(await creator.finish(message));
  }

  async uploadAsVisitor(room: Room, file: File): Promise<Result<string | undefined>> {
    try {
      const upload = await this.modify
        .getCreator()
        .getUploadCreator()
        .uploadBuffer(file.bytes, {
          filename: file.filename,
          room: roomReference(room.id),
          visitorToken: room.visitor.token,
        });
      return ok(await this.echoes.messageOf(upload.id));
    } catch (error) {
      return refusal(error, FILE_REFUSALS, 'inbound.fileRefused');
    }
  }

  async postAsBot(roomId: string, words: string): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom(roomReference(roomId))
      .setSender(await this.appUser.get())
      .setText(words);
    return created(await creator.finish(message));
  }

  async visitorMessages(
    room: Room,
    since: number,
    match: { text?: string; filename?: string },
  ): Promise<string[]> {
    const messages = await this.read
      .getRoomReader()
      .getMessages(room.id, { limit: SEARCHED, sort: { createdAt: 'desc' } });
    return messages
      .filter(({ sender, createdAt }) => sender._id === room.visitor.id && createdAt.getTime() >= since)
      .filter((message) =>
        match.filename === undefined ? message.text === match.text : message.file?.name === match.filename,
      )
      .map(({ id }) => id)
      .reverse();
  }

  file(id: string): Promise<Buffer> {
    return this.read.getUploadReader().getBufferById(id);
  }
}

function toRoom({ id, isOpen, visitor }: ILivechatRoom): Room {
  return {
    id,
    isOpen,
    visitor: { id: visitor.id ?? '', token: visitor.token, username: visitor.username, name: visitor.name },
  };
}

/** The host looks a room up by its id and takes nothing else from the reference. */
function roomReference(id: string): IRoom {
  return { id, type: RoomType.LIVE_CHAT } as IRoom;
}

/** `finish` turns a refused permission into the text of `undefined` or `null`. */
function created(id: string): string {
  if (!id || id === 'undefined' || id === 'null') {
    throw new Error('The host did not create the message');
  }
  return id;
}

function refusal(error: unknown, expected: string[], sentence: string): Result<never> {
  const message = error instanceof Error ? error.message : String(error);
  const code = expected.find((known) => message.includes(known));
  if (!code) {
    throw error;
  }
  const failure: Failure = {
    ...{ code, scope: 'message', retryable: false },
    human: text(sentence, { reason: code }),
    log: `The host refused: ${code}`,
  };
  return failed(failure);
}
