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
    const ids = [contact.id, ...(contact.absorbed ?? [])].map(idKey);
    const earlier = (await Promise.all(ids.map((id) => this.records.find<Stored>(id)))).flat();
    const revision = randomUUID();
    await this.records.put([...ids, ...aliases(contact), revisionKey(revision)], { contact, revision });
    for (const old of new Set(earlier.map((stored) => stored.revision))) {
      await this.records.remove(revisionKey(old));
    }
  }
}

function aliases({
  groupId,
  userId,
  waId,
  formerUserIds = [],
}: WhatsAppAddress & Partial<Contact>): string[] {
  if (groupId) {
    return [`group:${groupId}`];
  }
  const userIds = [...(userId ? [userId] : []), ...formerUserIds];
  return [...userIds.map((id) => `whatsapp-user:${id}`), ...(waId ? [`phone:${canonicalForm(waId)}`] : [])];
}

function idKey(id: string): string {
  return `contact:${id}`;
}

function revisionKey(revision: string): string {
  return `revision:${revision}`;
}
