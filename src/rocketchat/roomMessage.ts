import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type {
  IMessage,
  IMessageAttachment,
  IMessageFile,
} from '@rocket.chat/apps-engine/definition/messages';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Service } from '../services/greeter';
import type { RoomMessage } from '../services/outbound/message';
import { isBot, mayUse } from './access';
import { readBlocks } from './blocks';
import { readQuote } from './quote';

/** Fields that the host adds to a message beyond the Apps-Engine's types. */
interface HostMessage extends IMessage {
  /** The visitor's token, on whatever was written as a visitor. */
  token?: string;
  _unmappedProperties_?: { t?: string; files?: IMessageFile[] };
}

/** A room of ours, by what we wrote into it when it was opened. */
export interface WhatsAppRoom {
  roomId: string;
  numberId: string;
  contactId: string;
}

/** @returns undefined for every other room of the workspace. */
export function whatsAppRoom(room: IRoom): WhatsAppRoom | undefined {
  const { whatsappNumberId: numberId, whatsappContactId: contactId } = room.customFields ?? {};
  if (room.type !== RoomType.LIVE_CHAT || typeof numberId !== 'string' || typeof contactId !== 'string') {
    return undefined;
  }
  return { roomId: room.id, numberId, contactId };
}

/** Who has served a room, as far as customers may know: bots have no name for them. */
export function serviceOf({ servedBy, department }: ILivechatRoom): Service {
  return {
    agentName: servedBy && !isBot(servedBy) ? servedBy.name : undefined,
    departmentName: department?.name,
  };
}

/**
 * The username of who has a room and does not get to see it any more: somebody whose roles were taken away, which closes
 * no rooms. A bot goes on in those that it has.
 */
export function formerAgentOf({ servedBy }: Partial<ILivechatRoom>): string | undefined {
  const { roles, username }: Partial<IUser> = servedBy ?? {};
  // Where the host names the agent alone, nothing is known of the roles.
  const isFormer = servedBy && roles && !isBot(servedBy) && !mayUse('agents', { roles });
  return isFormer ? username : undefined;
}

/** Whether a message was written as the visitor of its room. */
export function isOfVisitor(message: IMessage): boolean {
  return Boolean((message as HostMessage).token);
}

/** The id of the file that a visitor's upload brought into a room. */
export function visitorFile(message: IMessage): string | undefined {
  return isOfVisitor(message) ? message.file?._id : undefined;
}

/**
 * What somebody on our side has just written for the customer.
 * @returns undefined for messages of the visitor, of our own bot and of the system, and for edited ones
 */
export function outgoing(message: IMessage, room: WhatsAppRoom, appUserId: string): RoomMessage | undefined {
  const isOurs = senderOf(message)?.id === appUserId;
  return isOurs || message.editedAt ? undefined : writtenByUs(message, room);
}

/** What stands in a room from our side, our own bot's texts among it. */
export function writtenByUs(message: IMessage, room: WhatsAppRoom): RoomMessage | undefined {
  const { token, _unmappedProperties_: unmapped, type } = message as HostMessage;
  const isSystem = Boolean(type ?? unmapped?.t);
  if (!message.id || token || isSystem || isVisitor(message)) {
    return undefined;
  }
  const sender = senderOf(message);
  const files = filesOf(message);
  const quote = readQuote(message.text ?? '');
  const blocks = readBlocks(message.blocks);
  const captions = files.length > 0 ? [message.attachments?.[0]?.description] : [];
  const words = [quote.text || blocks.text || captions[0], ...cardsOf(message.attachments, files)];
  const answers = quote.messageId ?? message.threadId;
  return {
    ...{ id: message.id, ...room },
    text: words.filter(Boolean).join('\n'),
    writtenAt: message.createdAt?.getTime() ?? Date.now(),
    files: files.map(({ _id, name: filename, type: mimeType }) => ({ id: _id, name: filename, mimeType })),
    ...(sender && { author: { name: sender.name, username: sender.username, automatic: isBot(sender) } }),
    ...(answers && { answers }),
    ...(blocks.options.length > 0 && { options: blocks.options }),
  };
}

function isVisitor(message: IMessage): boolean {
  const { visitor } = message.room as Partial<ILivechatRoom>;
  return visitor?.id !== undefined && senderOf(message)?.id === visitor.id;
}

/** The host names nobody at messages whose author was deleted since. */
function senderOf({ sender }: { sender?: IUser }): IUser | undefined {
  return sender;
}

/** With thumbnails on, an image comes with a second file, its thumbnail; the original is the first. */
function filesOf({ file, files, _unmappedProperties_: unmapped }: HostMessage): IMessageFile[] {
  const all = files ?? unmapped?.files ?? [];
  const originals = all.filter(({ name, _id }) => _id === file?._id || !name.startsWith('thumb-'));
  return originals.length > 0 ? originals : file ? [file] : [];
}

/** Cards that bots put under a message, as lines. Files and quotes are attachments as well, and are none. */
function cardsOf(attachments: IMessageAttachment[] = [], files: IMessageFile[]): string[] {
  if (files.length > 0) {
    return [];
  }
  return attachments
    .filter((attachment) => !isQuote(attachment))
    .map(({ title, text, imageUrl, videoUrl, audioUrl }) => {
      const link = [title?.link, imageUrl, videoUrl, audioUrl].find((url) => /^https?:\/\//.test(url ?? ''));
      return [title?.value, text, link].filter(Boolean).join('\n');
    })
    .filter(Boolean);
}

function isQuote(attachment: IMessageAttachment): boolean {
  const { message_link: link } =
    (attachment as { _unmappedProperties_?: { message_link?: string } } & IMessageAttachment)
      ._unmappedProperties_ ?? {};
  return Boolean(attachment.timestampLink ?? link ?? (attachment as { message_link?: string }).message_link);
}
