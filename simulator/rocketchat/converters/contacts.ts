import type { ILivechatContact } from '@rocket.chat/apps-engine/definition/livechat';

import type { ContactDoc } from '../documents';

/** Apps see contacts as the server stores them. */
export function convertContact(contact: ContactDoc): ILivechatContact {
  return structuredClone(contact) as ILivechatContact;
}
