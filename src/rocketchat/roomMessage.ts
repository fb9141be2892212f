import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage, IMessageFile } from '@rocket.chat/apps-engine/definition/messages';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';

import type { RoomMessage } from '../services/outbound';

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

/** The id of the file that a visitor's upload brought into a room. */
export function visitorFile(message: IMessage): string | undefined {
  return (message as HostMessage).token ? message.file?._id : undefined;
}

/**
 * What somebody on our side wrote for the customer.
 * @returns undefined for messages of the visitor, of our own bot and of the system
 */
export function outgoing(message: IMessage, room: WhatsAppRoom, appUserId: string): RoomMessage | undefined {
  const { token, _unmappedProperties_: unmapped, type } = message as HostMessage;
  const isSystem = Boolean(type ?? unmapped?.t);
  const ours = message.sender.id === appUserId;
  if (!message.id || token || isSystem || ours || message.editedAt || isVisitor(message)) {
    return undefined;
  }
  const files = filesOf(message);
  const words = message.text ?? '';
  const caption = files.length > 0 ? (message.attachments?.[0]?.description ?? '') : '';
  return {
    ...{ id: message.id, ...room },
    text: words || caption,
    writtenAt: message.createdAt?.getTime() ?? Date.now(),
    files: files.map(({ _id, name, type: mimeType }) => ({ id: _id, name, mimeType })),
  };
}

function isVisitor(message: IMessage): boolean {
  const { visitor } = message.room as Partial<ILivechatRoom>;
  return visitor?.id !== undefined && message.sender.id === visitor.id;
}

/** With thumbnails on, an image comes with a second file, its thumbnail; the original is the first. */
function filesOf({ file, files, _unmappedProperties_: unmapped }: HostMessage): IMessageFile[] {
  const all = files ?? unmapped?.files ?? [];
  const originals = all.filter(({ name, _id }) => _id === file?._id || !name.startsWith('thumb-'));
  return originals.length > 0 ? originals : file ? [file] : [];
}
