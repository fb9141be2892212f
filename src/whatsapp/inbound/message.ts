import * as v from 'valibot';
import type { InboundMessage } from '../../domain/inbound';
import { compact } from '../compact';
import type { WirePerson } from '../wire/envelope';
import { malformed, read } from '../wire/fields';
import { messageHeadSchema, systemBodySchema } from '../wire/message';
import { readContent } from './content';
import { senderOf } from './sender';

/** Events of a chat that are no message of the customer: they must never open a conversation. */
const SILENT_TYPES = new Set(['request_welcome', 'system']);

/** @returns the message, or why it is ignored */
export function readMessage(message: unknown, people: readonly WirePerson[]): InboundMessage | string {
  const parsed = v.safeParse(messageHeadSchema, message);
  if (!parsed.success) {
    return `message ${malformed(parsed.issues)}`;
  }
  const head = parsed.output;
  if (SILENT_TYPES.has(head.type)) {
    const detail = read(systemBodySchema, message)?.system.type;
    return detail ? `${head.type} ${detail}` : head.type;
  }
  if (head.group_id) {
    return 'group message';
  }
  const sender = senderOf(head, people);
  if (!sender.waId && !sender.userId) {
    return 'message without sender';
  }
  const forwarded = head.context?.forwarded === true || head.context?.frequently_forwarded === true;
  return compact<InboundMessage>({
    event: 'message',
    wamid: head.id,
    sender,
    sentAt: head.timestamp,
    content: readContent(head.type, message),
    quotes: head.context?.id,
    forwarded: forwarded ? true : undefined,
  });
}
