import type { OutboundMediaKind } from '../../domain/outbound';

export interface WireMedia {
  id: string;
  caption?: string;
  filename?: string;
  /** Audio only. */
  voice?: boolean;
}

interface WireBody {
  body: { text: string };
}

export type WireInteractive =
  | (WireBody & {
      type: 'button';
      action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] };
    })
  | (WireBody & {
      type: 'list';
      action: {
        button: string;
        sections: { rows: { id: string; title: string; description?: string }[] }[];
      };
    })
  | (WireBody & {
      type: 'cta_url';
      action: { name: 'cta_url'; parameters: { display_text: string; url: string } };
    });

/** The part of a message that depends on its kind: `type` and the object of that name. */
export type WireContent =
  | { type: 'text'; text: { body: string; preview_url: boolean } }
  | { type: 'reaction'; reaction: { message_id: string; emoji: string } }
  | { type: 'interactive'; interactive: WireInteractive }
  | {
      type: 'template';
      template: { name: string; language: { code: string }; components?: readonly object[] };
    }
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

/** The other body of `POST /messages`: what the customer wrote is read, and an answer is being written. */
export interface WireReadMark {
  messaging_product: 'whatsapp';
  status: 'read';
  message_id: string;
  typing_indicator?: { type: 'text' };
}
