/** What the simulated 360dialog, Meta's cloud and the phones remember. Times are milliseconds since the epoch. */

export type Environment = 'production' | 'sandbox';
export type Availability = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

/** Why 360dialog answers a good key with an error: see the texts in `api/auth.ts`. */
export type AccountState = 'active' | 'disabled' | 'unpaid' | 'blocked';

export interface Webhook {
  url: string;
  headers: Record<string, string>;
  setAt: number;
}

export interface Profile {
  about?: string;
  address?: string;
  description?: string;
  email?: string;
  websites?: string[];
  vertical?: string;
  profile_picture_url?: string;
}

export interface NumberRecord {
  /** Ours. Sandbox numbers share one phone_number_id, so that isn't a key. */
  id: string;
  environment: Environment;
  phoneNumberId: string;
  wabaId: string;
  /** Digits. */
  displayNumber: string;
  verifiedName: string;
  apiKey: string;
  account: AccountState;
  /** The number is used in the WhatsApp Business app as well: edits and deletions of customers come through. */
  coexistence: boolean;
  canSend: Availability;
  /** Meta's tier, such as `TIER_250`; absent: `TIER_2K`. */
  messagingLimit?: string;
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  webhook?: Webhook;
  profile: Profile;
  /** Sandbox: the one phone that it may write to. */
  linkedPhoneId?: string;
  /** Messages accepted so far; the sandbox ends at 200. */
  accepted: number;
  /** Phones that the business blocked. */
  blockedPhoneIds: string[];
}

/** A webhook for all numbers of an account; its `setAt` is when it takes effect. */
export interface WabaRecord {
  wabaId: string;
  webhook: Webhook;
  /** Replaces the webhooks that single numbers had before. */
  overrideAll: boolean;
}

export interface PhoneRecord {
  id: string;
  /** WhatsApp id: digits, not always the digits one dials. */
  waId: string;
  /** Business-scoped user id. The simulator treats all its numbers as one business portfolio. */
  userId: string;
  name: string;
  username?: string;
  /** The owner has a username and their number is withheld: webhooks carry the user id alone. */
  hidesNumber: boolean;
  /** Offline phones get their messages, and so the business its receipts, when they are back. */
  online: boolean;
  /** Opens every message as soon as it is there. */
  autoRead: boolean;
  /** Privacy setting: without it no `read` status is sent. */
  readReceipts: boolean;
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface StatusRecord {
  status: StatusName;
  at: number;
  code?: number;
}

/** One message of a chat, in either direction. */
export interface ChatMessage {
  wamid: string;
  numberId: string;
  /** Nothing when the business wrote to somebody who isn't on WhatsApp. */
  phoneId?: string;
  direction: 'inbound' | 'outbound';
  at: number;
  type: string;
  /** The object under the key `type`, as it is on the wire. */
  content: unknown;
  /** One line for people. */
  preview: string;
  quoted?: string;
  mediaId?: string;
  statuses: StatusRecord[];
  reactions: { customer?: string; business?: string };
  revoked?: boolean;
  outgoing?: OutgoingDetails;
}

/** What only messages of the business have. */
export interface OutgoingDetails {
  addressedBy: 'number' | 'userId';
  waId?: string;
  callbackData?: string;
  category: string;
  /** Within a free entry point window: its end. */
  freeUntil?: number;
  /** Why it will not arrive: Meta's code and details. */
  failure?: { code: number; details: string };
}

/** What WhatsApp keeps for a pair of number and phone. */
export interface ChatRecord {
  numberId: string;
  phoneId: string;
  /** Last message or call of the customer: opens the customer service window. */
  lastInboundAt?: number;
  /** When the customer came from an advertisement: an answer within 24 hours opens a free entry point window. */
  referredAt?: number;
  /** The end of the free entry point window. */
  freeUntil?: number;
  /** The business is typing until then. */
  typingUntil?: number;
}

export interface MediaRecord {
  id: string;
  numberId: string;
  mimeType: string;
  sha256: string;
  size: number;
  filename?: string;
  expiresAt: number;
}

export interface TemplateComponent {
  type: string;
  format?: string;
  text?: string;
  buttons?: { type: string; text?: string; url?: string; [key: string]: unknown }[];
  cards?: { components: TemplateComponent[] }[];
  [key: string]: unknown;
}

export interface TemplateRecord {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  status: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  rejected_reason: string;
  quality_score: { score: string };
}

/** A webhook that has to reach a number's URL. */
export interface DeliveryRecord {
  id: string;
  numberId: string;
  /** What it carries, e.g. `message wamid…` or `delivered wamid…`. */
  summary: string[];
  payload: unknown;
  createdAt: number;
  state: 'waiting' | 'delivered' | 'givenUp' | 'noWebhook';
  attempts: DeliveryAttempt[];
}

export interface DeliveryAttempt {
  at: number;
  url: string;
  /** The receiver's status; nothing when no answer came in time. */
  status?: number;
  error?: string;
  latencyMs: number;
}
