import type { ContactCard, InboundContent } from '../../domain/inbound';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { contactCardSchema, contactsBodySchema } from '../wire/message';

/** Reads the cards that the customer shared; a card that is no card is left out. */
export function readContacts(message: unknown): InboundContent | undefined {
  const cards =
    read(contactsBodySchema, message)
      ?.contacts.map(readCard)
      .filter((card) => card !== undefined) ?? [];
  return cards.length > 0 ? { kind: 'contacts', cards } : undefined;
}

function readCard(card: unknown): ContactCard | undefined {
  const parsed = read(contactCardSchema, card);
  if (!parsed) {
    return undefined;
  }
  const { name, phones = [], emails = [], org } = parsed;
  const numbers = phones.map(({ phone, wa_id }) => phone ?? (wa_id && `+${wa_id}`)).filter(isPresent);
  const addresses = emails.map(({ email }) => email).filter(isPresent);
  const fullName = name?.formatted_name ?? [name?.first_name, name?.last_name].filter(isPresent).join(' ');
  return compact<ContactCard>({
    name: fullName || org?.company || numbers[0] || addresses[0] || '?',
    phones: numbers,
    emails: addresses,
    organisation: org?.company,
  });
}

function isPresent(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
