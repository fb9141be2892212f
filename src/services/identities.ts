import { randomBytes, randomUUID } from 'node:crypto';

import type { Contact, Sender, WhatsAppAddress } from '../domain/contact';
import type { ConnectedNumber } from '../domain/number';
import { canonicalForm, displayPhone } from '../whatsapp/phone';
import type { Contacts, Livechat, Locks, VisitorProfile } from './ports';

/** Who is who: one contact, and one visitor, for a person, however WhatsApp names it. */
export class Identities {
  constructor(
    private readonly contacts: Contacts,
    private readonly livechat: Livechat,
    private readonly locks: Locks,
  ) {}

  find(address: WhatsAppAddress): Promise<Contact | undefined> {
    return this.contacts.find(address);
  }

  /** The contact of somebody who is not known yet; a person may write to two of our numbers for the first time at once. */
  introduce(number: ConnectedNumber, sender: Sender): Promise<Contact> {
    return this.locks.hold(`contact:${identityOf(sender)}`, async () => {
      return (await this.contacts.find(sender)) ?? (await this.create(number, sender));
    });
  }

  /**
   * Takes over what is newly known of a person; what is left out stays. A contact that was known by what is new
   * becomes part of this one.
   */
  async refresh(contact: Contact, news: Sender): Promise<Contact> {
    const changed = changesOf(contact, news);
    if (Object.keys(changed).length === 0) {
      return contact;
    }
    const updated: Contact = { ...contact, ...changed };
    if (changed.userId && contact.userId) {
      updated.formerUserIds = [...new Set([...(contact.formerUserIds ?? []), contact.userId])];
    }
    const twin = await this.twinOf(contact, changed);
    if (twin) {
      updated.absorbed = [...new Set([...(contact.absorbed ?? []), twin.id, ...(twin.absorbed ?? [])])];
      updated.formerUserIds = [
        ...new Set([...(updated.formerUserIds ?? []), ...(twin.userId ? [twin.userId] : [])]),
      ].filter((id) => id !== updated.userId);
    }
    updated.visitorName = await this.livechat.updateVisitor(
      contact.visitorToken,
      profileOf(updated),
      contact.visitorName,
    );
    await this.contacts.save(updated);
    return updated;
  }

  /** Gives a person a visitor anew, after the host's was removed or goes by another token now. */
  renew(number: ConnectedNumber, contact: Contact): Promise<Contact> {
    return this.locks.hold(`contact:${identityOf(contact)}`, async () => {
      const stored = (await this.contacts.find(contact)) ?? contact;
      if (stored.visitorToken !== contact.visitorToken) {
        return stored;
      }
      const renewed = { ...stored, ...(await this.registered(number, stored)) };
      await this.contacts.save(renewed);
      return renewed;
    });
  }

  private async twinOf(contact: Contact, { userId, waId }: Partial<Contact>): Promise<Contact | undefined> {
    for (const address of [userId && { userId }, waId && { waId }]) {
      const found = address ? await this.contacts.find(address) : undefined;
      if (found && found.id !== contact.id) {
        return found;
      }
    }
    return undefined;
  }

  private async create(number: ConnectedNumber, sender: Sender): Promise<Contact> {
    const visitor = await this.registered(number, sender);
    const contact: Contact = { ...sender, ...visitor, id: randomUUID() };
    await this.contacts.save(contact);
    return contact;
  }

  private async registered(
    { departmentId }: ConnectedNumber,
    sender: Sender,
  ): Promise<Pick<Contact, 'visitorId' | 'visitorToken' | 'visitorName'>> {
    const token = randomBytes(24).toString('hex');
    const visitor = await this.livechat.registerVisitor({ ...profileOf(sender), token, departmentId });
    return { visitorId: visitor.id, visitorToken: visitor.token, visitorName: visitor.name };
  }
}

/** What stands for a person as long as nothing else is known: the BSUID, else the number in its canonical form. */
export function identityOf({ groupId, userId, waId = '' }: WhatsAppAddress): string {
  return groupId ?? userId ?? canonicalForm(waId);
}

/** WhatsApp does not tell what a group is called. */
const GROUP_NAME = 'WhatsApp group';

function profileOf(sender: Sender): VisitorProfile {
  const { groupId, waId, userId, name, username } = sender;
  return {
    name: groupId ? GROUP_NAME : (name ?? username ?? (waId && displayPhone(waId))),
    phone: waId && `+${waId}`,
    whatsAppId: groupId ?? userId ?? waId ?? '',
    username,
  };
}

function changesOf(contact: Contact, news: Sender): Partial<Contact> {
  const fields = Object.entries(news) as [keyof Sender, string | undefined][];
  return Object.fromEntries(
    fields.filter(([field, value]) => value !== undefined && contact[field] !== value),
  );
}
