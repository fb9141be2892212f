import type { Internet } from '../internet';
import type { Clock } from './clock';

/** A token bucket: how much may come at once, and how fast it fills again. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** The body around a text of 360dialog's own (Meta's errors are passed on in Graph's shape whatever this says). */
export type ErrorShape = 'meta' | 'metaCamel' | 'error' | 'message' | 'text';

export interface DeliveryOptions {
  /** How long a receiver has to answer (360dialog: hard limit of 5 s). */
  deadlineMs: number;
  /** The first pause after a failed delivery; each further one is twice as long. */
  retryBaseMs: number;
  retryMaxMs: number;
  /** After this age a webhook is given up (360dialog: up to 7 days), by the provider's clock. */
  giveUpAfterMs: number;
  /** Deliveries under way at once for one number. */
  concurrency: number;
}

export interface ReceiptOptions {
  sentAfterMs: number;
  /** After `sent`, while the phone is online. */
  deliveredAfterMs: number;
  /** After `delivered`, when the phone opens each message at once. */
  readAfterMs: number;
}

export interface RateOptions {
  /** Messages of one number (Meta: 80 a second), answered by 130429. */
  throughput: Rate;
  /** Messages of one number to one user (Meta: one in 6 s, 45 borrowed from the future), answered by 131056. */
  pair: Rate;
  /** Uploads and look-ups of media for one number (360dialog: 25 a second). */
  media: Rate;
}

export interface Dialog360Options {
  internet: Internet;
  /** 0 or nothing: any free port. */
  port?: number;
  /** Where state is kept; without it, in memory alone. */
  folder?: string;
  clock?: Clock;
  delivery?: Partial<DeliveryOptions>;
  receipts?: Partial<ReceiptOptions>;
  rates?: Partial<RateOptions>;
  /** Default `meta`: `{"meta":{"success":false,"http_code":401,"developer_message":"…"}}`. */
  errorShape?: ErrorShape;
  /** Whether uploads of types outside Meta's list are refused at once. Unconfirmed on the real host; default false. */
  strictMediaTypes?: boolean;
  /** Whether a number's webhook also gets the template events of its account. Unconfirmed; default true. */
  templateEvents?: boolean;
}

export interface Dialog360Settings {
  delivery: DeliveryOptions;
  receipts: ReceiptOptions;
  rates: RateOptions;
  errorShape: ErrorShape;
  strictMediaTypes: boolean;
  templateEvents: boolean;
}

export function settingsOf(options: Dialog360Options): Dialog360Settings {
  return {
    delivery: {
      deadlineMs: 5000,
      retryBaseMs: 1000,
      retryMaxMs: 3_600_000,
      giveUpAfterMs: 7 * 86_400_000,
      concurrency: 40,
      ...options.delivery,
    },
    receipts: { sentAfterMs: 50, deliveredAfterMs: 100, readAfterMs: 200, ...options.receipts },
    rates: {
      throughput: { burst: 80, perSecond: 80 },
      pair: { burst: 45, perSecond: 1 / 6 },
      media: { burst: 25, perSecond: 25 },
      ...options.rates,
    },
    errorShape: options.errorShape ?? 'meta',
    strictMediaTypes: options.strictMediaTypes ?? false,
    templateEvents: options.templateEvents ?? true,
  };
}
