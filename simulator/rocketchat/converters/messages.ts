import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { MessageDoc, RoomDoc, UserDoc, UserRef } from '../documents';
import type { Store } from '../store';
import { randomId } from '../workspace/randomId';
import { withoutUndefined } from '../workspace/withoutUndefined';
import { convertAppAttachment, convertAttachment } from './attachments';
import { mapDocument, type Unmapped } from './mapDocument';
import { convertRoom } from './rooms';
import { convertUser } from './users';

const fields = {
  id: '_id',
  threadId: 'tmid',
  reactions: 'reactions',
  parseUrls: 'parseUrls',
  text: 'msg',
  createdAt: 'ts',
  updatedAt: '_updatedAt',
  editedAt: 'editedAt',
  emoji: 'emoji',
  avatarUrl: 'avatar',
  alias: 'alias',
  file: 'file',
  customFields: 'customFields',
  groupable: 'groupable',
  token: 'token',
  blocks: 'blocks',
  type: 't',
};

/** From 1.60 on the engine's messages have `files`; before, they are among the unmapped properties. */
const fieldsWithFiles = { ...fields, files: 'files' };

/** A message as an app sees it: what visitors write has the token, which the engine's type does not tell of. */
export type AppMessage = IMessage & Unmapped & { token?: string };

/** @param knowsFiles whether the server is new enough (8.1, engine 1.60) to know `files` */
export async function convertMessage(
  store: Store,
  message: MessageDoc,
  knowsFiles = true,
): Promise<AppMessage> {
  const room: RoomDoc | null = await store.rooms.findOneAsync({ _id: message.rid });
  return mapDocument(message, {
    fields: knowsFiles ? fieldsWithFiles : fields,
    derived: {
      room: room ? await convertRoom(store, room) : undefined,
      sender: await senderOf(store, message),
      editor: message.editedBy && (await userOf(store, message.editedBy)),
      attachments: message.attachments?.map(convertAttachment),
    },
    consumed: ['rid', 'u', 'editedBy', 'attachments'],
  });
}

/** A message of a listing: nothing is looked up. */
export function convertMessageRaw(message: MessageDoc): IMessageRaw {
  return mapDocument(message, {
    fields: { ...fieldsWithFiles, roomId: 'rid', editor: 'editedBy', sender: 'u', threadMsgCount: 'tcount' },
    derived: { attachments: message.attachments?.map(convertAttachment) },
    consumed: ['attachments'],
  });
}

/**
 * The document that an app's message stands for. Files are none of an app's business: an upload alone makes them.
 * @throws Error for a message without a room that exists
 */
export async function convertAppMessage(store: Store, message: AppMessage): Promise<MessageDoc> {
  const { rid, ...change } = await convertAppChange(store, message);
  if (!rid) {
    throw new Error('Invalid room provided on the message.');
  }
  return {
    ...change,
    _id: message.id || randomId(),
    rid,
    u: change.u!,
    msg: message.text ?? '',
    ts: message.createdAt ?? new Date(),
    _updatedAt: message.updatedAt ?? new Date(),
    ...message._unmappedProperties_,
  };
}

/** What an app changes about a message: nothing but what it says. */
export async function convertAppChange(
  store: Store,
  message: Partial<AppMessage>,
): Promise<Partial<MessageDoc>> {
  const room: RoomDoc | null = await store.rooms.findOneAsync({ _id: message.room?.id ?? '' });
  return withoutUndefined<Partial<MessageDoc>>({
    _id: message.id,
    tmid: message.threadId,
    rid: room?._id,
    u: (await refOf(store, message.sender)) as MessageDoc['u'] | undefined,
    msg: message.text,
    ts: message.createdAt,
    editedBy: message.editor && { _id: message.editor.id, username: message.editor.username },
    editedAt: message.editedAt,
    emoji: message.emoji,
    avatar: message.avatarUrl,
    alias: message.alias,
    customFields: message.customFields,
    groupable: message.groupable,
    attachments: message.attachments?.map(convertAppAttachment),
    reactions: message.reactions as MessageDoc['reactions'],
    parseUrls: message.parseUrls,
    blocks: message.blocks as MessageDoc['blocks'],
    token: message.token,
  });
}

/** A visitor is no user: what the message itself says of it must do. */
/** The server means to fall back to what the message says of its author, and has taken that off before. */
async function senderOf(store: Store, { token, u }: MessageDoc): Promise<IUser | undefined> {
  return token ? convertUser(u) : userOf(store, u);
}

async function userOf(store: Store, ref: UserRef): Promise<IUser | undefined> {
  const user: UserDoc | null = await store.users.findOneAsync({ _id: ref._id });
  return user ? convertUser(user) : undefined;
}

async function refOf(store: Store, sender: IUser | undefined): Promise<UserRef | undefined> {
  if (!sender?.id) {
    return undefined;
  }
  const user: UserDoc | null = await store.users.findOneAsync({ _id: sender.id });
  const { username, name } = user ?? sender;
  return withoutUndefined({ _id: sender.id, username, name });
}
