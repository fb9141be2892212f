import type { WhatsAppAddress } from './contact';

export type OutboundMediaKind = 'image' | 'video' | 'audio' | 'document';

export type OutboundContent =
  | { kind: 'text'; body: string; previewUrl: boolean }
  | { kind: 'media'; media: OutboundMediaKind; mediaId: string; caption?: string; filename?: string };

/** One WhatsApp message, ready to be sent. */
export interface OutboundMessage {
  to: WhatsAppAddress;
  content: OutboundContent;
  /** The wamid that it quotes. */
  quotes?: string;
  /** Comes back with every status (`biz_opaque_callback_data`, at most 512 characters). */
  callbackData: string;
}
