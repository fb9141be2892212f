import type { IRole } from '@rocket.chat/apps-engine/definition/roles';

import type { RoleDoc } from '../documents';
import { mapDocument } from './mapDocument';

export function convertRole(role: RoleDoc): IRole {
  const fields = { id: '_id', name: 'name', description: 'description', scope: 'scope' };
  return mapDocument(role, { fields });
}
