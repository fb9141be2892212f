import type { WhatsAppAddress } from '../domain/contact';
import type { OutboundContent, OutboundMessage } from '../domain/outbound';
import { writeButtons, writeLink, writeList } from './outbound/interactive';
import { writeMedia } from './outbound/media';
import { writeReaction } from './outbound/reaction';
import { writeTemplate } from './outbound/template';
import { writeText } from './outbound/text';
import type { WireContent, WirePayload, WireRecipient } from './wire/outgoing';

/**
 * The body of `POST /messages`.
 * @throws TypeError when the message is addressed to nobody
 */
export function toPayload(message: OutboundMessage): WirePayload {
  return {
    messaging_product: 'whatsapp',
    ...recipientOf(message.to),
    ...contentOf(message.content),
    ...(message.quotes && { context: { message_id: message.quotes } }),
    ...(message.callbackData && { biz_opaque_callback_data: message.callbackData }),
  };
}

/** A phone goes with `+`: without it WhatsApp may prepend the business number's own country code. */
function recipientOf({ groupId, waId, userId }: WhatsAppAddress): WireRecipient {
  if (groupId) {
    return { recipient_type: 'group', to: groupId };
  }
  if (waId) {
    return { recipient_type: 'individual', to: `+${waId.replace(/\D/g, '')}` };
  }
  if (userId) {
    return { recipient_type: 'individual', recipient: userId };
  }
  throw new TypeError('The message is addressed to nobody');
}

function contentOf(content: OutboundContent): WireContent {
  switch (content.kind) {
    case 'text':
      return writeText(content);
    case 'media':
      return writeMedia(content);
    case 'reaction':
      return writeReaction(content);
    case 'buttons':
      return writeButtons(content);
    case 'list':
      return writeList(content);
    case 'link':
      return writeLink(content);
    case 'template':
      return writeTemplate(content);
  }
}
