import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUploadDescriptor } from '@rocket.chat/apps-engine/definition/uploads/IUploadDescriptor';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Contact } from '../domain/contact';
import { failed, FailureError, ok, type Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import type { Route } from '../domain/outreach';
import {
  CHANNEL_BLOCKED,
  NO_AGENT_ONLINE,
  ROOM_CLOSED,
  VISITOR_GONE,
  type BotButton,
  type File,
  type Livechat,
  type Room,
  type VisitorProfile,
} from '../services/ports';
import { isBot } from './access';
import type { AppUser } from './appUser';
import { codeIn, failureOf, refusal } from './hostErrors';
import { RoomOpener } from './roomOpener';
import type { UploadEchoes } from './uploadEchoes';
import { Visitors } from './visitors';

/** How many of a room's last messages are searched after a crash. */
const SEARCHED = 100;

/** What the host answers when it will not open a room just now, or for this person. */
const ROOM_REFUSALS = [
  NO_AGENT_ONLINE,
  CHANNEL_BLOCKED,
  VISITOR_GONE,
  'error-omnichannel-is-disabled',
  'error-app-prevented',
];
/**
 * A visitor's message to a closed room makes the host open another one, which we prevent (`strayRooms.ts`) unless the
 * host refuses it first.
 */
const CLOSED_SIGNS = ['[error-app-prevented]', NO_AGENT_ONLINE, 'error-omnichannel-is-disabled'];
/** What the host answers to files that its settings do not allow. */
const FILE_REFUSALS = ['error-invalid-file-type', 'error-file-too-large', 'error-file-upload-disabled'];

/** The plan has no more monthly active contacts. Rocket.Chat lets nobody write to others then, bots included. */
const CONTACT_LIMIT = 'error-mac-limit-reached';

/** Omnichannel through the Apps-Engine's accessors. */
export class LivechatRooms implements Livechat {
  private readonly opener: RoomOpener;
  private readonly visitors: Visitors;

  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    private readonly echoes: UploadEchoes,
  ) {
    this.opener = new RoomOpener(read, modify);
    this.visitors = new Visitors(read, modify);
  }

  registerVisitor(
    profile: VisitorProfile & { token: string; departmentId?: string },
  ): Promise<{ id: string; token: string; name?: string }> {
    return this.visitors.register(profile);
  }

  updateVisitor(token: string, profile: VisitorProfile, lastName?: string): Promise<string | undefined> {
    return this.visitors.update(token, profile, lastName);
  }

  async room(id: string): Promise<Room | undefined> {
    const room = await this.read.getRoomReader().getById(id);
    return room && toRoom(room as ILivechatRoom);
  }

  async openRoom(contact: Contact, number: ConnectedNumber, route: Route): Promise<Result<Room>> {
    try {
      return ok(toRoom(await this.opener.open(contact, number, route)));
    } catch (error) {
      return refusal(error, ROOM_REFUSALS, 'inbound.noRoom');
    }
  }

  isAgentThere(id: string): Promise<boolean> {
    return this.opener.isAgentThere(id);
  }

  async isSomebodyThere(departmentId?: string): Promise<boolean> {
    return this.read.getLivechatReader().isOnlineAsync(departmentId);
  }

  async postAsVisitor(room: Room, words: string): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startLivechatMessage()
      .setRoom(roomReference(room.id))
      .setVisitor(room.visitor)
      .setText(words);
    try {
      return created(await creator.finish(message));
    } catch (error) {
      throw postingFailure(error);
    }
  }

  async uploadAsVisitor(room: Room, file: File): Promise<Result<string | undefined>> {
    const uploaded = await this.upload(room.id, file, { visitorToken: room.visitor.token });
    if (!uploaded.ok) {
      return uploaded;
    }
    const messageId = await this.echoes.messageOf(uploaded.value);
    // Into a closed room the host takes a file without a word, and posts no message of it.
    if (messageId === undefined && !(await this.room(room.id))?.isOpen) {
      throw new FailureError(failureOf(ROOM_CLOSED, 'inbound.noRoom'));
    }
    return ok(messageId);
  }

  async postAsBot(roomId: string, words: string, buttons: readonly BotButton[] = []): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom(roomReference(roomId))
      .setSender(await this.appUser.get())
      .setText(words);
    return created(
      await creator.finish(buttons.length > 0 ? message.setBlocks(withButtons(words, buttons)) : message),
    );
  }

  async postInNameOf(roomId: string, words: string, name?: string): Promise<string | undefined> {
    const creator = this.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom(roomReference(roomId))
      .setSender(await this.appUser.get())
      .setText(words);
    try {
      return created(await creator.finish(name ? message.setUsernameAlias(name) : message));
    } catch (error) {
      // An admin may have taken the permission `message-impersonate` from the bot's role.
      if (name && codeIn(error, ['Not enough permission'])) {
        return this.postAsBot(roomId, words);
      }
      if (codeIn(error, [CONTACT_LIMIT])) {
        return undefined;
      }
      throw error;
    }
  }

  async uploadAsBot(roomId: string, file: File): Promise<boolean> {
    const uploaded = await this.upload(roomId, file, { user: await this.appUser.get() });
    return uploaded.ok;
  }

  async edit(messageId: string, words: string): Promise<void> {
    const updater = this.modify.getUpdater();
    const message = await updater.message(messageId, await this.appUser.get());
    message.setText(words);
    await updater.finish(message.getBlocks()?.length ? message.setBlocks([]) : message);
  }

  async textOf(messageId: string): Promise<string | undefined> {
    const message = await this.read.getMessageReader().getById(messageId);
    return message ? (message.text ?? '') : undefined;
  }

  async remove(messageId: string): Promise<void> {
    const message = await this.read.getMessageReader().getById(messageId);
    if (message) {
      await this.modify.getDeleter().deleteMessage(message, await this.appUser.get());
    }
  }

  async react(messageId: string, shortcode: string, set: boolean): Promise<boolean> {
    const { id } = await this.appUser.get();
    try {
      const updater = this.modify.getUpdater().getMessageUpdater();
      const reaction = `:${shortcode}:` as const;
      await (set
        ? updater.addReaction(messageId, id, reaction)
        : updater.removeReaction(messageId, id, reaction));
      return true;
    } catch {
      // The bot may see no customers' rooms unless an admin gave its role the permission `view-livechat-rooms`.
      return false;
    }
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

  async file(id: string): Promise<Result<Buffer>> {
    const reader = this.read.getUploadReader();
    const gone = failed(failureOf('file-gone', 'failure.file-gone'));
    try {
      // A refused permission comes as nothing.
      const bytes = (await reader.getBufferById(id)) as Buffer | null | undefined;
      return bytes ? ok(bytes) : gone;
    } catch (error) {
      // The host trips over a file that does not exist just as over a storage that does not answer.
      if (await reader.getById(id)) {
        throw error;
      }
      return gone;
    }
  }

  private async upload(
    roomId: string,
    { bytes, filename }: File,
    by: Pick<IUploadDescriptor, 'visitorToken' | 'user'>,
  ): Promise<Result<string>> {
    try {
      const creator = this.modify.getCreator().getUploadCreator();
      const { id } = await creator.uploadBuffer(bytes, { ...by, filename, room: roomReference(roomId) });
      return ok(id);
    } catch (error) {
      return refusal(error, FILE_REFUSALS, 'file.refused');
    }
  }
}

function toRoom(room: ILivechatRoom): Room {
  const { id, isOpen, servedBy, visitor } = room;
  return {
    id,
    isOpen: isOpen && takesVisitor(room),
    servedByBot: servedBy !== undefined && servedBy !== null && isBot(servedBy),
    isServed: servedBy !== undefined && servedBy !== null,
    visitor: { id: visitor.id ?? '', token: visitor.token, username: visitor.username, name: visitor.name },
  };
}

/**
 * Who registers in another channel by the mail address of a visitor gives that visitor another token. Rooms keep the
 * one that they began with, and the host takes nothing from any other.
 */
function takesVisitor(room: ILivechatRoom): boolean {
  const { v } = (room as { _unmappedProperties_?: { v?: { token?: string } } })._unmappedProperties_ ?? {};
  return v?.token === undefined || v.token === room.visitor.token;
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

/** What the host throws when somebody writes as a visitor, as a failure where it means something. */
function postingFailure(error: unknown): unknown {
  if (codeIn(error, [CHANNEL_BLOCKED])) {
    return new FailureError(failureOf(CHANNEL_BLOCKED, 'inbound.noRoom'));
  }
  return codeIn(error, CLOSED_SIGNS) ? new FailureError(failureOf(ROOM_CLOSED, 'inbound.noRoom')) : error;
}

export function withButtons(words: string, buttons: readonly BotButton[]): LayoutBlock[] {
  const elements = buttons.map(({ action, label, value }) => ({
    type: 'button',
    actionId: action,
    text: { type: 'plain_text', text: label },
    value,
  }));
  return [
    // A quote in front of the words is for the message itself: clients show blocks in place of its text.
    { type: 'section', text: { type: 'mrkdwn', text: words.replace(/^\[ \]\(\S+\) /, '') } },
    { type: 'actions', elements },
  ] as unknown as LayoutBlock[];
}
