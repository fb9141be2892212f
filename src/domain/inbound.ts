import type { Sender } from './contact';
import type { DeliveryUpdate } from './delivery';

export type InboundMediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

/** A file that waits at 360dialog. `id` is absent when WhatsApp could not fetch it itself. */
export interface InboundMedia {
  kind: 'media';
  media: InboundMediaKind;
  id?: string;
  mimeType: string;
  /** Base64 of the SHA-256 of the bytes. */
  sha256?: string;
  caption?: string;
  filename?: string;
}

export interface ContactCard {
  name: string;
  phones: string[];
  emails: string[];
  organisation?: string;
}

/** What a customer sent, by kind. */
export type InboundContent =
  | { kind: 'text'; text: string }
  | InboundMedia
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { kind: 'contacts'; cards: ContactCard[] }
  /** A tap on a button or list row: `id` is what the sender of the options attached to it. */
  | { kind: 'reply'; id: string; title: string }
  | { kind: 'reaction'; wamid: string; emoji?: string }
  /** A kind that we cannot show: `type` is WhatsApp's word for it. */
  | { kind: 'unsupported'; type: string };

export interface InboundMessage {
  event: 'message';
  wamid: string;
  sender: Sender;
  /** Unix milliseconds, by WhatsApp's clock. */
  sentAt: number;
  content: InboundContent;
  /** The message that this one quotes. */
  quotes?: string;
  forwarded?: boolean;
}

/** One item of a webhook. Plain data: it is stored before it is handled. */
export type InboundEvent = InboundMessage | DeliveryUpdate;

/** Identifies an event for deduplication, the same on every redelivery. */
export function eventKey(event: InboundEvent): string {
  return event.event === 'message'
    ? event.wamid
    : [event.wamid, event.status, event.participant].filter(Boolean).join('#');
}
