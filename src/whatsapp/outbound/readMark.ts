import type { WireReadMark } from '../wire/outgoing';

/**
 * Marks a customer's message, and all before it, as read.
 * @param typing also shows that somebody writes, until the answer or for 25 s. Meta: typing-indicators.
 */
export function writeReadMark(wamid: string, typing: boolean): WireReadMark {
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: wamid,
    ...(typing && { typing_indicator: { type: 'text' } }),
  };
}
