import type { OutboundMediaKind } from '../../domain/outbound';

export interface WireMedia {
  id: string;
  caption?: string;
  filename?: string;
}

/** The part of a message that depends on its kind: `type` and the object of that name. */
export type WireContent =
  | { type: 'text'; text: { body: string; preview_url: boolean } }
  | ({ type: OutboundMediaKind } & Partial<Record<OutboundMediaKind, WireMedia>>);

/** Exactly one of the two; when both are given, WhatsApp takes `to`. */
export type WireRecipient =
  | { recipient_type: 'individual' | 'group'; to: string }
  | { recipient_type: 'individual'; recipient: string };

/** Body of `POST /messages`. */
export type WirePayload = {
  messaging_product: 'whatsapp';
  context?: { message_id: string };
  biz_opaque_callback_data?: string;
} & WireRecipient &
  WireContent;
