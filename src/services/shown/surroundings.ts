import type { Sender } from '../../domain/contact';
import type { InboundMessage, Referral } from '../../domain/inbound';
import { text, type Say } from '../../domain/text';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';
import { displayPhone } from '../../whatsapp/phone';

/** What the room should know about a message besides its content, a line each; mostly nothing. */
export function showSurroundings(message: InboundMessage, say: Say): string[] {
  const { author, referral, forwarded, productId } = message;
  return [
    ...(author ? [say(text('shown.author', { name: asPlainWords(nameOf(author)) }))] : []),
    ...(referral ? showReferral(referral, say) : []),
    ...(productId ? [say(text('shown.product', { product: asPlainWords(productId) }))] : []),
    ...(forwarded ? [say(text(`shown.forwarded-${forwarded}`))] : []),
  ];
}

function showReferral({ source, url, headline, body, pictureUrl, videoUrl }: Referral, say: Say): string[] {
  const lines = [
    ...(headline ? [`*${asPlainWords(headline)}*`] : []),
    ...(body ? [asPlainWords(body)] : []),
    ...[url, pictureUrl, videoUrl].filter((link) => link !== undefined).filter(isWebAddress),
  ];
  return [say(text(`shown.referral-${source}`)), ...lines.map((line) => `> ${line}`)];
}

function isWebAddress(link: string): boolean {
  return /^https?:\/\/[^\s<>|]+$/.test(link);
}

function nameOf({ name, username, waId }: Sender): string {
  const phone = waId === undefined ? undefined : displayPhone(waId);
  const called = name ?? username;
  return called && phone ? `${called} (${phone})` : (called ?? phone ?? '?');
}
