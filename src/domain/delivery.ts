/** In the order in which a message passes through them; `failed` may come at any point. */
export const DELIVERY_STATUSES = ['accepted', 'sent', 'delivered', 'read', 'played', 'failed'] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What WhatsApp tells about a message that we sent. */
export interface DeliveryUpdate {
  event: 'status';
  wamid: string;
  status: DeliveryStatus;
  /** Unix milliseconds, by WhatsApp's clock. */
  at: number;
  /** What we attached when sending (`biz_opaque_callback_data`): our outbox key. */
  callbackData?: string;
  /** Digits of the phone that it was sent to; absent when WhatsApp hides it. */
  recipient?: string;
  /** BSUID of whom it was sent to, where WhatsApp tells it. */
  recipientUserId?: string;
  /**
   * What WhatsApp will charge for, e.g. `service`, `utility`; and whether it does: `regular`, or a type that is free,
   * such as `free_customer_service` and `free_entry_point`.
   */
  pricing?: { category: string; billable?: boolean; type?: string };
  /** Unix milliseconds: the end of the free entry point window in which it was sent, where WhatsApp tells it. */
  freeUntil?: number;
  /** In groups: whose device the status is about. */
  participant?: string;
  /** Meta's error codes with their details, of a failed message. */
  errors?: { code: number; details: string }[];
}

/**
 * The furthest of several statuses, since webhooks arrive in any order. A failure outweighs everything but proof of
 * arrival.
 */
export function furthest(statuses: readonly DeliveryStatus[]): DeliveryStatus | undefined {
  const arrived = statuses.filter((status) => status !== 'failed' && rank(status) >= rank('delivered'));
  const candidates = arrived.length > 0 ? arrived : statuses;
  return [...candidates].sort((a, b) => rank(b) - rank(a))[0];
}

function rank(status: DeliveryStatus): number {
  return DELIVERY_STATUSES.indexOf(status);
}
