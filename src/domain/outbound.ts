import type { WhatsAppAddress } from './contact';
import type { FilledTemplate } from './template';

export type OutboundMediaKind = 'image' | 'video' | 'audio' | 'document';

/** Something that the customer can tap; the id comes back with the tap. */
export interface Choice {
  id: string;
  title: string;
  /** In lists alone: what stands below the title. */
  description?: string;
}

export interface OutboundMedia {
  kind: 'media';
  media: OutboundMediaKind;
  mediaId: string;
  caption?: string;
  filename?: string;
  /** A recording that WhatsApp shows as one: Opus in Ogg, one channel. */
  voice?: boolean;
}

export type OutboundContent =
  | { kind: 'text'; body: string; previewUrl: boolean }
  | OutboundMedia
  /** An empty emoji takes the reaction back. */
  | { kind: 'reaction'; wamid: string; emoji: string }
  | { kind: 'buttons'; body: string; buttons: Choice[] }
  /** `label` stands on the button that opens the list. */
  | { kind: 'list'; body: string; label: string; rows: Choice[] }
  /** One button that opens a page. */
  | { kind: 'link'; body: string; label: string; url: string }
  /** The one kind that WhatsApp takes outside the customer service window. */
  | { kind: 'template'; template: FilledTemplate };

/** One WhatsApp message, ready to be sent. */
export interface OutboundMessage {
  to: WhatsAppAddress;
  content: OutboundContent;
  /** The wamid that it quotes. */
  quotes?: string;
  /** Comes back with every status (`biz_opaque_callback_data`, at most 512 characters); absent: nothing does. */
  callbackData?: string;
}
