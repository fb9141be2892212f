import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { ContactDoc, DepartmentDoc, RoomDoc, UserDoc, UserRef, VisitorDoc } from '../documents';
import type { Store } from '../store';
import { withoutUndefined } from '../workspace/withoutUndefined';
import { convertContact } from './contacts';
import { convertDepartment } from './departments';
import { mapDocument, type Unmapped } from './mapDocument';
import { convertUser } from './users';
import { convertVisitor } from './visitors';

const fields = {
  id: '_id',
  displayName: 'fname',
  slugifiedName: 'name',
  userIds: 'uids',
  messageCount: 'msgs',
  createdAt: 'ts',
  updatedAt: '_updatedAt',
  closedAt: 'closedAt',
  lastModifiedAt: 'lm',
  customFields: 'customFields',
  livechatData: 'livechatData',
  isWaitingResponse: 'waitingResponse',
  isOpen: 'open',
  description: 'description',
  source: 'source',
  closer: 'closer',
  type: 't',
};

/** A room as apps see it, with its people, department and contact looked up. */
export async function convertRoom(store: Store, room: RoomDoc): Promise<IRoom | ILivechatRoom> {
  const [creator, servedBy, responseBy, closedBy, visitor, contact, department, parentRoom] =
    await Promise.all([
      userOf(store, room.u),
      userOf(store, room.servedBy),
      userOf(store, room.responseBy),
      closerOf(store, room),
      visitorOf(store, room.v?._id),
      contactOf(store, room.contactId),
      departmentOf(store, room.departmentId),
      parentOf(store, room.prid),
    ]);
  const { lastMessageTs } = room.v ?? {};
  return mapDocument(room, {
    fields,
    derived: {
      isDefault: !!room.default,
      isReadOnly: !!room.ro,
      displaySystemMessages: true,
      creator,
      servedBy,
      responseBy,
      closedBy,
      visitor,
      contact,
      department,
      parentRoom,
      visitorChannelInfo: room.v && withoutUndefined({ lastMessageTs }),
    },
    consumed: ['default', 'ro', 'u', 'servedBy', 'responseBy', 'closedBy', 'departmentId', 'prid'],
  });
}

/** A room of a listing: nothing is looked up. */
export function convertRoomRaw(room: RoomDoc): IRoomRaw {
  const { _id: id, ...visitor } = room.v ?? { _id: '' };
  return mapDocument(room, {
    fields: {
      ...fields,
      usernames: 'usernames',
      isDefault: 'default',
      isReadOnly: 'ro',
      contactId: 'contactId',
      departmentId: 'departmentId',
      parentRoomId: 'prid',
      creator: 'u',
      closedBy: 'closedBy',
      servedBy: 'servedBy',
      responseBy: 'responseBy',
    },
    derived: { displaySystemMessages: true, visitor: room.v && { id, ...visitor } },
    consumed: ['v'],
  });
}

/**
 * The document that an app's room stands for. People, visitor, department and contact count only as far as they
 * exist.
 * @param isPartial leaves out what the app's object carried along unmapped
 */
export async function convertAppRoom(
  store: Store,
  room: Partial<ILivechatRoom> & Unmapped,
  isPartial = false,
): Promise<Partial<RoomDoc>> {
  const v = room.visitor && (await channelVisitor(store, room as ILivechatRoom));
  const [u, servedBy, department] = await Promise.all([
    refOf(store, room.creator),
    refOf(store, room.servedBy),
    departmentOf(store, room.department?.id),
  ]);
  return withoutUndefined<Partial<RoomDoc>>({
    _id: room.id,
    t: room.type,
    ts: room.createdAt,
    msgs: room.messageCount,
    _updatedAt: room.updatedAt,
    fname: room.displayName || undefined,
    name: room.type !== ('d' as IRoom['type']) && room.slugifiedName ? room.slugifiedName : undefined,
    default: room.isDefault,
    ro: room.isReadOnly,
    description: room.description,
    u,
    v,
    departmentId: department?.id,
    servedBy: servedBy as RoomDoc['servedBy'],
    closer: room.closer as RoomDoc['closer'],
    closedBy: room.closedBy && { _id: room.closedBy.id, username: room.closedBy.username },
    uids: room.userIds,
    waitingResponse: room.isWaitingResponse,
    open: room.isOpen,
    closedAt: room.closedAt,
    lm: room.lastModifiedAt,
    customFields: room.customFields,
    livechatData: room.livechatData,
    prid: room.parentRoom?.id,
    contactId: room.contact?._id,
    source: room.source,
    ...(!isPartial && room._unmappedProperties_),
  });
}

/** The room of an event always has its channel's details; of an object that an app made up, this fails. */
async function channelVisitor(store: Store, room: ILivechatRoom): Promise<RoomDoc['v']> {
  const visitor: VisitorDoc | null = await store.visitors.findOneAsync({ _id: room.visitor.id ?? '' });
  if (!visitor) {
    return undefined;
  }
  const { lastMessageTs } = (room as Required<ILivechatRoom>).visitorChannelInfo;
  const { _id, username, token, status = 'online' } = visitor;
  return withoutUndefined({ _id, username, token, status, lastMessageTs });
}

async function userOf(store: Store, ref: UserRef | undefined): Promise<IUser | undefined> {
  const user: UserDoc | null = ref ? await store.users.findOneAsync({ _id: ref._id }) : null;
  return user ? convertUser(user) : undefined;
}

async function refOf(store: Store, user: Partial<IUser> | undefined): Promise<UserRef | undefined> {
  const doc: UserDoc | null = user?.id ? await store.users.findOneAsync({ _id: user.id }) : null;
  return doc ? { _id: doc._id, username: doc.username, name: doc.name } : undefined;
}

async function closerOf(store: Store, { closer, closedBy }: RoomDoc): Promise<unknown> {
  return closer === 'user' ? userOf(store, closedBy) : visitorOf(store, closedBy?._id);
}

async function visitorOf(store: Store, id = ''): Promise<ReturnType<typeof convertVisitor> | undefined> {
  const visitor: VisitorDoc | null = await store.visitors.findOneAsync({ _id: id });
  return visitor ? convertVisitor(visitor) : undefined;
}

async function contactOf(store: Store, id = ''): Promise<ReturnType<typeof convertContact> | undefined> {
  const contact: ContactDoc | null = await store.contacts.findOneAsync({ _id: id });
  return contact ? convertContact(contact) : undefined;
}

async function departmentOf(
  store: Store,
  id = '',
): Promise<ReturnType<typeof convertDepartment> | undefined> {
  const department: DepartmentDoc | null = await store.departments.findOneAsync({ _id: id });
  return department ? convertDepartment(department) : undefined;
}

async function parentOf(store: Store, id = ''): Promise<IRoom | undefined> {
  const room: RoomDoc | null = await store.rooms.findOneAsync({ _id: id });
  return room ? convertRoom(store, room) : undefined;
}
