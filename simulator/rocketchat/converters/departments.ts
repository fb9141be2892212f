import type { IDepartment } from '@rocket.chat/apps-engine/definition/livechat';

import type { DepartmentDoc } from '../documents';
import { mapDocument } from './mapDocument';

const fields = {
  id: '_id',
  name: 'name',
  email: 'email',
  updatedAt: '_updatedAt',
  enabled: 'enabled',
  numberOfAgents: 'numAgents',
  showOnOfflineForm: 'showOnOfflineForm',
  description: 'description',
  requestTagBeforeClosingChat: 'requestTagBeforeClosingChat',
  chatClosingTags: 'chatClosingTags',
  showOnRegistration: 'showOnRegistration',
};

export function convertDepartment(department: DepartmentDoc): IDepartment {
  return mapDocument(department, { fields });
}
