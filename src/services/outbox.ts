import type { OutboxEntry } from './ports';

/**
 * The key of one part of a room message. It goes out with the WhatsApp message and comes back with every status, so
 * that a status which overtakes the answer to our request still finds its message.
 */
export function outboxKey(roomId: string, messageId: string, part: number): string {
  return `${roomId}/${messageId}#${part}`;
}

export function readOutboxKey(
  key: string | undefined,
): Pick<OutboxEntry, 'roomId' | 'messageId'> | undefined {
  const match = /^([^/]+)\/(.+)#\d+$/.exec(key ?? '');
  return match ? { roomId: match[1]!, messageId: match[2]! } : undefined;
}
