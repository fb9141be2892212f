import type { ContactCard, InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { contactCardSchema, contactsBodySchema } from '../wire/message';

/** Reads the cards that the customer shared; a card that is no card is left out. */
export function readContacts(message: unknown): InboundContent | undefined {
  const cards = read(contactsBodySchema, message)?.contacts.flatMap(readCard) ?? [];
  return cards.length > 0 ? { kind: 'contacts', cards } : undefined;
}

function readCard(card: unknown): ContactCard[] {
  const parsed = read(contactCardSchema, card);
  if (!parsed) {
    return [];
  }
  const { name, org, birthday, vcard } = parsed;
  const phones = present(parsed.phones?.map(({ phone, wa_id }) => phone ?? (wa_id && `+${wa_id}`)));
  const emails = present(parsed.emails?.map(({ email }) => email));
  const urls = present(parsed.urls?.map(({ url }) => url));
  const addresses = present(
    parsed.addresses?.map(({ street, zip, city, state, country }) =>
      present([street, present([zip, city]).join(' '), state, country]).join(', '),
    ),
  );
  const fullName = name?.formatted_name ?? present([name?.first_name, name?.last_name]).join(' ');
  return [
    compact<ContactCard>({
      name: fullName || org?.company || phones[0] || emails[0] || '?',
      phones,
      emails,
      organisation: org?.company,
      title: org?.title,
      addresses: addresses.length > 0 ? addresses : undefined,
      urls: urls.length > 0 ? urls : undefined,
      birthday,
      vcard,
    }),
  ];
}

function present(values: readonly (string | undefined)[] = []): string[] {
  return values.filter((value): value is string => value !== undefined && value !== '');
}
