import { randomUUID } from 'node:crypto';

import type { Contact, WhatsAppAddress } from '../../domain/contact';
import type { Contacts } from '../../services/ports';
import { canonicalForm } from '../../whatsapp/phone';
import type { Records } from './records';

interface Stored {
  contact: Contact;
  revision: string;
  savedAt: number;
}

/**
 * Contacts under every alias they are known by. A change adds the new revision before it removes the old one, so
 * that a reader in between finds one of the two, never none.
 */
export class ContactRecords implements Contacts {
  constructor(private readonly records: Records) {}

  async byId(id: string): Promise<Contact | undefined> {
    return (await this.records.newest<Stored>(idKey(id)))?.contact;
  }

  async find(address: WhatsAppAddress): Promise<Contact | undefined> {
    for (const alias of aliases(address)) {
      const found = await this.records.newest<Stored>(alias);
      if (found) {
        return found.contact;
      }
    }
    return undefined;
  }

  async save(contact: Contact): Promise<void> {
    const earlier = await this.records.find<Stored>(idKey(contact.id));
    const revision = randomUUID();
    await this.records.put([idKey(contact.id), ...aliases(contact), revisionKey(revision)], {
      contact,
      revision,
    });
    for (const old of earlier) {
      await this.records.remove(idKey(contact.id), revisionKey(old.revision));
    }
  }
}

function aliases({ groupId, userId, waId }: WhatsAppAddress): string[] {
  if (groupId) {
    return [`group:${groupId}`];
  }
  return [...(userId ? [`whatsapp-user:${userId}`] : []), ...(waId ? [`phone:${canonicalForm(waId)}`] : [])];
}

function idKey(id: string): string {
  return `contact:${id}`;
}

function revisionKey(revision: string): string {
  return `revision:${revision}`;
}
