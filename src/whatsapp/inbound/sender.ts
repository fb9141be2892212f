import type { Sender, WhatsAppAddress } from '../../domain/contact';
import { compact } from '../compact';
import type { WirePerson } from '../wire/envelope';

interface Author {
  from?: string;
  from_user_id?: string;
  from_parent_user_id?: string;
}

/**
 * Who wrote: the ids of the message itself, completed by the person of `contacts[]` that shares one of them. A message
 * without any id belongs to the person, when there is one alone.
 */
export function senderOf(author: Author, people: readonly WirePerson[]): Sender {
  const { from, from_user_id: fromUserId } = author;
  const anonymous = from === undefined && fromUserId === undefined;
  const person = anonymous && people.length === 1 ? people[0] : people.find(isSender);
  return compact<Sender>({
    waId: from ?? person?.wa_id,
    userId: fromUserId ?? person?.user_id ?? author.from_parent_user_id ?? person?.parent_user_id,
    name: person?.profile?.name,
    username: person?.profile?.username?.replace(/^@/, ''),
  });

  function isSender({ wa_id, user_id }: WirePerson): boolean {
    return (from !== undefined && wa_id === from) || (fromUserId !== undefined && user_id === fromUserId);
  }
}

/** Phones come with `+` now and then. @returns undefined when there is neither id */
export function addressOf(
  phone: string | undefined,
  userId: string | undefined,
): WhatsAppAddress | undefined {
  const waId = phone?.replace(/^\+/, '');
  return waId || userId ? compact<WhatsAppAddress>({ waId, userId }) : undefined;
}
