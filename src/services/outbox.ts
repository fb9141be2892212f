import type { OutboxEntry } from './outbound/ports';

/**
 * The key of one part of a room message. It goes out with the WhatsApp message and comes back with every status, so
 * that a status which overtakes the answer to our request still finds its message.
 * @param attempt tells apart what is sent again on somebody's wish
 */
export function outboxKey(roomId: string, messageId: string, part: number, attempt = ''): string {
  return `${roomId}/${messageId}#${part}${attempt && `.${attempt}`}`;
}

export interface KeyedPart extends Pick<OutboxEntry, 'roomId' | 'messageId'> {
  part: number;
  /** How often somebody had it sent again. */
  attempt: number;
}

/** @returns undefined for what is no such key: other tools over the same number have callback data of their own */
export function readOutboxKey(key: string | undefined): KeyedPart | undefined {
  const match = /^([^/]+)\/(.+)#(\d+)(?:\.(\w+))?$/.exec(key ?? '');
  return match
    ? {
        roomId: match[1]!,
        messageId: match[2]!,
        part: Number(match[3]),
        attempt: Number(/^\d+$/.exec(match[4] ?? '')?.[0] ?? 0),
      }
    : undefined;
}
