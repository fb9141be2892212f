import * as v from 'valibot';
import type { BusinessEcho, InboundMessage } from '../../domain/inbound';
import type { InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { callSchema } from '../wire/chatEvents';
import type { WirePerson } from '../wire/envelope';
import { malformed } from '../wire/fields';
import { addressOf, senderOf } from './sender';

type CallContent = Extract<InboundContent, { kind: 'call' }>;

/**
 * A call counts when it is over: as a message of whoever called, missed when nobody took it.
 * @returns the message, or why the event is ignored
 */
export function readCall(
  call: unknown,
  people: readonly WirePerson[],
  receivedAt: number,
): InboundMessage | BusinessEcho | string {
  const parsed = v.safeParse(callSchema, call);
  if (!parsed.success) {
    return `call ${malformed(parsed.issues)}`;
  }
  const {
    id: wamid,
    event,
    direction,
    duration: seconds,
    status,
    timestamp: sentAt = receivedAt,
  } = parsed.output;
  if (event !== 'terminate') {
    return `call ${event}`;
  }
  const outcome = seconds || status === 'COMPLETED' ? 'ended' : 'missed';
  const content = compact<CallContent>({ kind: 'call', outcome, seconds });
  if (direction === 'BUSINESS_INITIATED') {
    const recipient = addressOf(parsed.output.to, parsed.output.to_user_id);
    return recipient ? { event: 'echo', wamid, recipient, sentAt, content } : 'call without recipient';
  }
  const sender = senderOf(parsed.output, people);
  return sender.waId || sender.userId
    ? { event: 'message', wamid, sender, sentAt, content }
    : 'call without sender';
}
