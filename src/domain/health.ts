import type { Text } from './text';

/** Meta's word for whether something may send: `LIMITED` still sends, within limits. Meta: health status. */
export const ABILITIES = ['AVAILABLE', 'LIMITED', 'BLOCKED'] as const;

export type Ability = (typeof ABILITIES)[number];

/** How customers take a number's messages, by their blocks and reports. `UNKNOWN`: too few so far. */
export const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;

export type Quality = (typeof QUALITIES)[number];

/** What keeps a number from sending freely, in Meta's words. */
export interface Hindrance {
  /** What it comes from: `PHONE_NUMBER`, `WABA`, `BUSINESS` or `APP`. */
  entity: string;
  /** Meta's error code, where there is one. */
  code?: number;
  words: string;
  solution?: string;
}

/** What 360dialog knows of a number (`GET /health_status`). The sandbox tells nothing. */
export interface NumberHealth {
  phoneNumberId?: string;
  displayNumber?: string;
  verifiedName?: string;
  quality?: Quality;
  /** Customers whom the business may write to first, in 24 hours. */
  messagingLimit?: number | 'unlimited';
  ability?: Ability;
  hindrances?: Hindrance[];
}

/**
 * Where the number's webhook leads: here; nowhere; here, but not as we set it; to where this workspace was before; to
 * another system.
 */
export type WebhookState = 'ours' | 'empty' | 'damaged' | 'moved' | 'taken';

export interface WebhookFinding {
  state: WebhookState;
  /** The host that it leads to, for people; the rest of a foreign URL may be a secret. */
  host?: string;
}

/** What the last check of a number found. */
export interface Checkup {
  numberId: string;
  /** Unix milliseconds. */
  checkedAt: number;
  /** What 360dialog told last, also when this check could not ask. */
  health?: NumberHealth;
  webhook?: WebhookFinding;
  /** Why 360dialog could not be asked, and since when. */
  failure?: { code: string; human: Text; since: number; isChannel: boolean };
  /** Unix milliseconds of the first check: from then on, silence is silence. */
  firstCheckedAt: number;
  /** Unix milliseconds, as far as was known then. */
  lastInboundAt?: number;
  lastOutboundAt?: number;
}

/** What has come of our offer to Rocket.Chat's wizard for outbound messages; unavailable: the host knows no offers. */
export const OUTBOUND_OFFER_STATES = ['registered', 'off', 'unavailable', 'refused'] as const;

export type OutboundOfferState = (typeof OUTBOUND_OFFER_STATES)[number];
