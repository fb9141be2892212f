export type InboundMediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

/** Why WhatsApp does not hand something over: Meta's code and the most telling of its texts. */
export interface Problem {
  code: number;
  details: string;
}

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
  /** Where the file can be fetched for some minutes without asking for its address first. */
  url?: string;
  /** Why there is no file, e.g. 131052 for one over 100 MB. */
  problem?: Problem;
}

export interface ContactCard {
  name: string;
  phones: string[];
  emails: string[];
  organisation?: string;
  /** Position in the organisation. */
  title?: string;
  /** One line each. */
  addresses?: string[];
  urls?: string[];
  /** `YYYY-MM-DD` */
  birthday?: string;
  /** The card as WhatsApp delivers it since 2026, ready to be saved. */
  vcard?: string;
}

export interface OrderItem {
  /** The business's own number of the product. */
  productId: string;
  quantity: number;
  /** In the currency's main unit. */
  price?: number;
  /** ISO 4217. */
  currency?: string;
}

/** A question and its answer in a form, as the form's maker named it. */
export interface FormField {
  name: string;
  value: string;
}

/** What somebody sent, by kind. */
export type InboundContent =
  | { kind: 'text'; text: string }
  | InboundMedia
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { kind: 'contacts'; cards: ContactCard[] }
  /** A tap on a button or list row: `id` is what the sender of the options attached to it. */
  | { kind: 'reply'; id: string; title: string }
  /** A filled form: a flow or an address. `summary` is WhatsApp's own word for it, e.g. `Sent`. */
  | { kind: 'form'; form: string; fields: FormField[]; summary?: string }
  | { kind: 'order'; items: OrderItem[]; text?: string }
  | { kind: 'call'; outcome: 'missed' | 'ended'; seconds?: number }
  /** The answer to a request to be called; `until` in Unix milliseconds, absent when it has no end. */
  | { kind: 'callPermission'; granted: boolean; until?: number }
  /** A kind that we cannot show: `type` is WhatsApp's word for it. */
  | { kind: 'unsupported'; type: string; problem?: Problem };

/** What WhatsApp does not hand over but that is only something done to an earlier message. */
const ASIDES = ['reaction', 'pin', 'keep_in_chat', 'poll_update'];

/** Whether a message is worth a note where there is a room, and no room of its own. */
export function isAside(content: InboundContent): boolean {
  return content.kind === 'unsupported' && ASIDES.includes(content.type);
}
