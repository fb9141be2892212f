import type { Conversation } from '../../domain/conversation';
import { LIMITS } from '../../domain/limits';
import type { Clock, Conversations } from '../ports';

/** How far the stored time of the customer's last message may lag behind, milliseconds. */
const LAG = 5 * 60_000;

/**
 * Whether the customer service window is closed for sure. In the minutes after its end that our records cannot vouch
 * for, the message goes out and WhatsApp decides.
 */
export async function isWindowClosed(
  conversations: Conversations,
  clock: Clock,
  { contactId, numberId }: { contactId: string; numberId: string },
): Promise<boolean> {
  const closed = (conversation?: Conversation): boolean =>
    conversation !== undefined && conversation.lastInboundAt + LIMITS.serviceWindow + LAG < clock.now();
  const known = await conversations.find(contactId, numberId);
  return closed(known) && closed(await conversations.find(contactId, numberId, { fresh: true }));
}
