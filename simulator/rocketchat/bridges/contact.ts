import type { ILivechatContact } from '@rocket.chat/apps-engine/definition/livechat';
import type { ContactBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertContact } from '../converters/contacts';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createContactBridge(engine: Engine, host: Host): ContactBridge {
  class Contacts extends engine.bridges.ContactBridge {
    protected async getById(contactId: string): Promise<ILivechatContact | undefined> {
      const contact = await host.workspace.livechat.contacts.byId(contactId);
      return contact ? convertContact(contact) : undefined;
    }

    /** Does nothing, as on a server whose licence lacks the module `contact-id-verification`. */
    protected async verifyContact(): Promise<void> {
      return undefined;
    }

    protected async addContactEmail(contactId: string, email: string): Promise<ILivechatContact> {
      return convertContact(await host.workspace.livechat.contacts.addEmail(contactId, email));
    }
  }

  return new Contacts();
}
