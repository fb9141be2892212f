import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Contact } from '../domain/contact';
import { ok, type Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import type { Route } from '../domain/outreach';
import {
  CHANNEL_BLOCKED,
  NO_AGENT_ONLINE,
  OMNICHANNEL_OFF,
  VISITOR_GONE,
  type BotButton,
  type File,
  type Livechat,
  type Posted,
  type Room,
  type Sought,
  type VisitorProfile,
} from '../services/ports';
import { isBot } from './access';
import type { AppUser } from './appUser';
import { codeIn, refusal } from './hostErrors';
import { findPosted } from './lastMessages';
import { created, roomReference } from './references';
import { formerAgentOf } from './roomMessage';
import { RoomOpener } from './roomOpener';
import type { UploadEchoes } from './uploadEchoes';
import { Uploads } from './uploads';
import { VisitorMessages } from './visitorMessages';
import { Visitors } from './visitors';

/** What the host answers when it will not open a room just now, or for this person. */
const ROOM_REFUSALS = [
  NO_AGENT_ONLINE,
  CHANNEL_BLOCKED,
  OMNICHANNEL_OFF,
  VISITOR_GONE,
  'error-app-prevented',
];

/** The plan has no more monthly active contacts. Rocket.Chat lets nobody write to others then, bots included. */
const CONTACT_LIMIT = 'error-mac-limit-reached';

/** Omnichannel through the Apps-Engine's accessors. */
export class LivechatRooms implements Livechat {
  private readonly opener: RoomOpener;
  private readonly uploads: Uploads;
  private readonly visitorMessages: VisitorMessages;
  private readonly visitors: Visitors;

  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly appUser: AppUser,
    echoes: UploadEchoes,
  ) {
    this.opener = new RoomOpener(read, modify);
    this.uploads = new Uploads(read, modify);
    this.visitorMessages = new VisitorMessages(read, modify, this.uploads, echoes);
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

  postAsVisitor(room: Room, words: string): Promise<string> {
    return this.visitorMessages.post(room, words);
  }

  uploadAsVisitor(room: Room, file: File): Promise<Result<string | undefined>> {
    return this.visitorMessages.upload(room, file);
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
    const uploaded = await this.uploads.add(roomReference(roomId), file, { user: await this.appUser.get() });
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

  findOfVisitor(room: Room, sought: Sought): Promise<Posted[]> {
    return findPosted(this.read, { ...sought, roomId: room.id, senderId: room.visitor.id });
  }

  async findOfBot(roomId: string, sought: Sought): Promise<Posted[]> {
    const { id: senderId } = await this.appUser.get();
    return findPosted(this.read, { ...sought, roomId, senderId });
  }

  file(id: string): Promise<Result<Buffer>> {
    return this.uploads.bytes(id);
  }
}

function toRoom(room: ILivechatRoom): Room {
  const { id, isOpen, servedBy, visitor } = room;
  return {
    id,
    isOpen: isOpen && takesVisitor(room),
    servedByBot: servedBy !== undefined && servedBy !== null && isBot(servedBy),
    isServed: servedBy !== undefined && servedBy !== null && formerAgentOf(room) === undefined,
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
