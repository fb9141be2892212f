export type Environment = 'production' | 'sandbox';

/** The webhook that a number had at 360dialog before we took it over. */
export interface Webhook {
  url: string;
  headers: Record<string, string>;
}

/** Texts that customers of a number get by themselves; an absent one is not sent. */
export interface AutomaticMessages {
  /** First message of a conversation. */
  welcome?: string;
  /** When the agent closes the conversation. */
  finished?: string;
  /** When nobody is there to answer. */
  offline?: string;
}

export const AUTOMATIC_MESSAGES = [
  'welcome',
  'finished',
  'offline',
] as const satisfies (keyof AutomaticMessages)[];

/** The texts of a number for customers of another language; what is absent is taken from the number's own. */
export interface MessageVariant {
  /** WhatsApp's code, such as `pt_BR`. */
  language: string;
  messages: AutomaticMessages;
}

/** How fast a number may send. */
export interface SendingPace {
  /** Messages a second. */
  perSecond?: number;
  /** To one person: a message in so many milliseconds, and so many at once. */
  pair?: { interval: number; burst: number };
}

/** A WhatsApp Business number connected to this workspace. */
export interface ConnectedNumber {
  /** Ours, random; part of the webhook URL and of the rooms' custom fields. */
  id: string;
  environment: Environment;
  apiKey: string;
  /**
   * Meta's id of the number; every webhook names it. The sandbox shares one among all its users and may not tell
   * it at connect, so there it stays absent and is not compared.
   */
  phoneNumberId?: string;
  /** The number with `+` and country code, as shown to people. */
  displayNumber: string;
  /** The business name that customers see. */
  verifiedName?: string;
  /** Random value of the `X-Webhook-Secret` header that 360dialog adds to its deliveries. */
  webhookSecret: string;
  previousWebhook?: Webhook;
  departmentId?: string;
  messages: AutomaticMessages;
  /** What those are written in, by WhatsApp's code, such as `pt_BR`; absent: in the language of the workspace. */
  language?: string;
  /** Where the number's rates differ from the usual ones of `LIMITS`. */
  pace?: SendingPace;
  /** Unix milliseconds. */
  connectedAt: number;
}

/** What people know a number by. */
export function nameOf(number: ConnectedNumber | undefined): string {
  return number?.displayNumber || number?.verifiedName || (number?.id ?? '');
}
