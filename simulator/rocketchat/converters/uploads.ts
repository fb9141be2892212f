import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';

import type { RoomDoc, UploadDoc, UserDoc, VisitorDoc } from '../documents';
import type { Store } from '../store';
import { mapDocument } from './mapDocument';
import { convertRoom } from './rooms';
import { convertUser } from './users';
import { convertVisitor } from './visitors';

const fields = {
  id: '_id',
  name: 'name',
  size: 'size',
  type: 'type',
  store: 'store',
  description: 'description',
  complete: 'complete',
  uploading: 'uploading',
  extension: 'extension',
  etag: 'etag',
  path: 'path',
  url: 'url',
  updatedAt: '_updatedAt',
  uploadedAt: 'uploadedAt',
};

/** A file as apps see it; its bytes are asked for apart. */
export async function convertUpload(store: Store, upload: UploadDoc): Promise<IUpload> {
  const [room, user, visitor]: [RoomDoc | null, UserDoc | null, VisitorDoc | null] = await Promise.all([
    store.rooms.findOneAsync({ _id: upload.rid }),
    store.users.findOneAsync({ _id: upload.userId ?? '' }),
    store.visitors.findOneAsync({ token: upload.visitorToken ?? '' }),
  ]);
  return mapDocument(upload, {
    fields,
    derived: {
      room: room ? await convertRoom(store, room) : undefined,
      user: user ? convertUser(user) : undefined,
      visitor: visitor ? convertVisitor(visitor) : undefined,
    },
    consumed: ['rid', 'userId', 'visitorToken', 'bytes'],
  });
}
