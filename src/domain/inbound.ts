import type { Sender, WhatsAppAddress } from './contact';
import type { DeliveryUpdate } from './delivery';
import type { InboundContent } from './inboundContent';

/** An advertisement or post from which the customer came to the chat. */
export interface Referral {
  source: 'ad' | 'post';
  /** The page of the advertisement or post. */
  url?: string;
  headline?: string;
  body?: string;
  /** Picture, or still of the video. */
  pictureUrl?: string;
  videoUrl?: string;
}

/** What a customer wrote: opens a room where there is none. */
export interface InboundMessage {
  event: 'message';
  wamid: string;
  /** Whose conversation it belongs to: the person, or the group. */
  sender: Sender;
  /** Who of the group wrote. */
  author?: Sender;
  /** Unix milliseconds, by WhatsApp's clock. */
  sentAt: number;
  content: InboundContent;
  /** The message that this one quotes. */
  quotes?: string;
  /** WhatsApp tells apart what was forwarded a few times and many times. */
  forwarded?: 'once' | 'often';
  referral?: Referral;
  /** The business's own number of the product that the customer asks about. */
  productId?: string;
}

/** What changes something that was written before. Never opens a room. */
interface Change {
  /** Of the change itself. */
  wamid: string;
  /** In whose chat. */
  customer: Sender;
  /** `business` when it was done in the WhatsApp Business app. */
  by: 'customer' | 'business';
  /** Unix milliseconds, by WhatsApp's clock. */
  sentAt: number;
}

/** A reaction set or, without an emoji, taken back. */
export interface Reaction extends Change {
  event: 'reaction';
  target: string;
  emoji?: string;
}

/** Pure Cloud numbers learn neither which message was edited nor the new text. */
export interface MessageEdit extends Change {
  event: 'edit';
  target?: string;
  content?: InboundContent;
}

/** A message deleted for everyone. */
export interface MessageRevoke extends Change {
  event: 'revoke';
  target: string;
}

/** A message that somebody wrote to a customer in the WhatsApp Business app, beside us. */
export interface BusinessEcho {
  event: 'echo';
  wamid: string;
  recipient: WhatsAppAddress;
  /** Unix milliseconds, by WhatsApp's clock. */
  sentAt: number;
  content: InboundContent;
  quotes?: string;
}

/** A person got another phone number (then the user id changes too) or another user id. */
export interface IdentityChange {
  event: 'identity';
  /** Of the system message; made of the ids where none came. */
  id: string;
  change: 'number' | 'userId';
  from: WhatsAppAddress;
  to: WhatsAppAddress;
  /** Unix milliseconds, by WhatsApp's clock. */
  at: number;
}

/** A customer stopped marketing messages, or wants them again. */
export interface MarketingPreference {
  event: 'preference';
  customer: WhatsAppAddress;
  wanted: boolean;
  /** Unix milliseconds, by WhatsApp's clock. */
  at: number;
}

/** Something about the account, the number or its templates that admins should know. */
export interface AccountNotice {
  event: 'notice';
  /** Meta's name of the webhook field, e.g. `message_template_status_update`; `errors` for errors of the account. */
  topic: string;
  /** What it says of the topic, by our names. */
  facts: Record<string, string>;
  /** Unix milliseconds; not every such webhook tells it. */
  at?: number;
}

/** One item of a webhook. Plain data: it is stored before it is handled. */
export type InboundEvent =
  | InboundMessage
  | DeliveryUpdate
  | Reaction
  | MessageEdit
  | MessageRevoke
  | BusinessEcho
  | IdentityChange
  | MarketingPreference
  | AccountNotice;

/** Identifies an event for deduplication, the same on every redelivery. */
export function eventKey(event: InboundEvent): string {
  switch (event.event) {
    case 'message':
      return event.wamid;
    case 'status':
      return [event.wamid, event.status, event.participant].filter(Boolean).join('#');
    case 'identity':
      return `identity#${event.id}`;
    case 'preference':
      return ['preference', idOf(event.customer), event.at].join('#');
    case 'notice':
      return ['notice', event.topic, event.at ?? '', ...Object.values(event.facts)].join('#');
    default:
      return [event.event, event.wamid, event.sentAt].join('#');
  }
}

/** Events of one line are handled one after another: those of a chat, the statuses of one message. */
export function lineOf(event: InboundEvent): string {
  switch (event.event) {
    case 'message':
      return idOf(event.sender);
    case 'status':
      return event.wamid;
    case 'echo':
      return idOf(event.recipient);
    case 'identity':
      return idOf(event.from);
    case 'notice':
      return event.topic;
    default:
      return idOf(event.customer);
  }
}

/** When it happened, Unix milliseconds; 0 for what comes without a time. */
export function timeOf(event: InboundEvent): number {
  return 'sentAt' in event ? event.sentAt : (event.at ?? 0);
}

function idOf({ groupId, userId, waId }: WhatsAppAddress): string {
  return groupId ?? userId ?? waId ?? '';
}
