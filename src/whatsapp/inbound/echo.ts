import * as v from 'valibot';
import type { BusinessEcho, InboundEvent } from '../../domain/inbound';
import { compact } from '../compact';
import { echoHeadSchema } from '../wire/chatEvents';
import { malformed } from '../wire/fields';
import { readChange } from './change';
import { readContent } from './content';
import { addressOf } from './sender';

/**
 * Reads what somebody wrote, edited or deleted in the WhatsApp Business app of a number that is in both.
 * @returns the event, or why it is ignored
 */
export function readEcho(echo: unknown, receivedAt: number): InboundEvent | string {
  const parsed = v.safeParse(echoHeadSchema, echo);
  if (!parsed.success) {
    return `echo ${malformed(parsed.issues)}`;
  }
  const { id: wamid, to, to_user_id, type, timestamp: sentAt = receivedAt, context } = parsed.output;
  const recipient = addressOf(to, to_user_id);
  if (!recipient) {
    return 'echo without recipient';
  }
  return (
    readChange(type, echo, { wamid, customer: recipient, by: 'business', sentAt }) ??
    compact<BusinessEcho>({
      event: 'echo',
      wamid,
      recipient,
      sentAt,
      content: readContent(type ?? 'unreadable', echo),
      quotes: context?.id,
    })
  );
}
