import * as v from 'valibot';
import type { Sender } from '../../domain/contact';
import type { InboundEvent, InboundMessage } from '../../domain/inbound';
import { compact } from '../compact';
import type { WirePerson } from '../wire/envelope';
import { malformed } from '../wire/fields';
import { messageHeadSchema, type WireMessageHead } from '../wire/message';
import { readChange } from './change';
import { readContent } from './content';
import { readErrors } from './errors';
import { readReferral } from './referral';
import { senderOf } from './sender';
import { readSystem } from './system';

/** The type of a message that names none. */
const UNREADABLE = 'unreadable';

/**
 * @param receivedAt Unix milliseconds: the time of a message that tells none
 * @returns the event, or why it is ignored
 */
export function readMessage(
  message: unknown,
  people: readonly WirePerson[],
  receivedAt: number,
): InboundEvent | string {
  const parsed = v.safeParse(messageHeadSchema, message);
  if (!parsed.success) {
    return `message ${malformed(parsed.issues)}`;
  }
  const head = parsed.output;
  const sentAt = head.timestamp ?? receivedAt;
  if (head.type === 'request_welcome') {
    return head.type;
  }
  if (head.type === 'system') {
    return readSystem(head, message, sentAt);
  }
  const sender = senderOf(head, people);
  if (!sender.waId && !sender.userId) {
    return 'message without sender';
  }
  const chat: Sender = head.group_id ? { groupId: head.group_id } : sender;
  const change = readChange(head.type, message, { wamid: head.id, customer: chat, by: 'customer', sentAt });
  return change ?? readWritten(head, message, { chat, author: head.group_id ? sender : undefined, sentAt });
}

function readWritten(
  head: WireMessageHead,
  message: unknown,
  { chat, author, sentAt }: { chat: Sender; author?: Sender; sentAt: number },
): InboundMessage {
  const [problem] = readErrors(head.errors);
  return compact<InboundMessage>({
    event: 'message',
    wamid: head.id,
    sender: chat,
    author,
    sentAt,
    content: readContent(head.type ?? UNREADABLE, message, problem),
    quotes: head.context?.id,
    forwarded: forwardedMark(head),
    referral: readReferral(head),
    productId: head.context?.referred_product?.product_retailer_id,
  });
}

function forwardedMark({ context }: WireMessageHead): InboundMessage['forwarded'] {
  if (context?.frequently_forwarded) {
    return 'often';
  }
  return context?.forwarded ? 'once' : undefined;
}
