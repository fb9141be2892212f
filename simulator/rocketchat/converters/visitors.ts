import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import type { VisitorDoc } from '../documents';
import { withoutUndefined } from '../workspace/withoutUndefined';
import { mapDocument, type Unmapped } from './mapDocument';

const fields = {
  id: '_id',
  username: 'username',
  name: 'name',
  department: 'department',
  updatedAt: '_updatedAt',
  token: 'token',
  phone: 'phone',
  visitorEmails: 'visitorEmails',
  livechatData: 'livechatData',
  status: 'status',
  externalIds: 'externalIds',
};

export function convertVisitor(visitor: VisitorDoc): IVisitor {
  return mapDocument(visitor, { fields });
}

/** Without `customFields`, which the server never looks at. */
export function convertAppVisitor(visitor: IVisitor & Unmapped): VisitorDoc {
  return withoutUndefined({
    _id: visitor.id,
    username: visitor.username,
    name: visitor.name,
    token: visitor.token,
    phone: visitor.phone,
    livechatData: visitor.livechatData,
    status: visitor.status || 'online',
    visitorEmails: visitor.visitorEmails,
    department: visitor.department || undefined,
    ...visitor._unmappedProperties_,
    // An id may be missing here, as it may at the server.
  }) as VisitorDoc;
}
