import type { Sender } from '../../domain/contact';
import { compact } from '../compact';
import type { WirePerson } from '../wire/envelope';
import type { WireMessageHead } from '../wire/message';

/**
 * Who wrote: the ids of the message itself, completed by the person of `contacts[]` that shares one of them. A message
 * without any id belongs to the person, when there is one alone.
 */
export function senderOf(head: WireMessageHead, people: readonly WirePerson[]): Sender {
  const { from, from_user_id: fromUserId } = head;
  const anonymous = from === undefined && fromUserId === undefined;
  const person = anonymous && people.length === 1 ? people[0] : people.find(isSender);
  return compact<Sender>({
    waId: from ?? person?.wa_id,
    userId: fromUserId ?? person?.user_id ?? head.from_parent_user_id ?? person?.parent_user_id,
    name: person?.profile?.name,
    username: person?.profile?.username?.replace(/^@/, ''),
  });

  function isSender({ wa_id, user_id }: WirePerson): boolean {
    return (from !== undefined && wa_id === from) || (fromUserId !== undefined && user_id === fromUserId);
  }
}
