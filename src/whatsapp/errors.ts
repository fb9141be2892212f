import type { DeliveryUpdate } from '../domain/delivery';
import type { Failure, FailureScope } from '../domain/failure';
import { text } from '../domain/text';

/** What a code means to us. */
interface ErrorRule {
  codes: readonly number[];
  /** `i18n` key of the sentence, without `failure.`. */
  sentence: string;
  scope: FailureScope;
  retryable: boolean;
  /** Seconds to let pass before the next try, where the code says more than "later". */
  wait?: number;
}

type Unruled = Omit<ErrorRule, 'codes'>;

/** Nothing about the request will make it work; the message stays unsent. */
const refused = { scope: 'message', retryable: false } as const;
/** The number as a whole is in trouble: an admin has to act. */
const alarming = { scope: 'channel', retryable: false } as const;
/** Passes by itself. Of scope `message` although others are held up too: there is nothing an admin could do. */
const passing = { scope: 'message', retryable: true } as const;

/**
 * Meta's error codes. Codes and meanings: Meta, support/error-codes; what to do about each is our judgement.
 * 131049 may pass after a day, but until then the customer service window has closed: no retry.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const RULES: readonly ErrorRule[] = [
  { codes: [0, 190], sentence: 'authorisation', ...alarming },
  { codes: [3, 10, 131005], sentence: 'permission', ...alarming },
  { codes: [33, 133010], sentence: 'not-registered', ...alarming },
  { codes: [368, 131031], sentence: 'account-locked', ...alarming },
  { codes: [131037], sentence: 'display-name', ...alarming },
  { codes: [131042], sentence: 'payment', ...alarming },
  { codes: [131045], sentence: 'certificate', ...alarming },
  { codes: [131048], sentence: 'spam-limit', scope: 'channel', retryable: true, wait: 3600 },

  { codes: [2, 131016, 133004], sentence: 'unavailable', ...passing },
  { codes: [131000], sentence: 'unavailable', ...passing },
  { codes: [131057], sentence: 'maintenance', ...passing, wait: 300 },
  { codes: [4, 80007], sentence: 'too-fast', ...passing, wait: 60 },
  { codes: [130429], sentence: 'too-fast', ...passing, wait: 1 },
  { codes: [131056], sentence: 'too-fast-for-one', ...passing, wait: 6 },
  { codes: [132069], sentence: 'too-fast', ...passing, wait: 600 },
  { codes: [134101, 134102], sentence: 'template-not-synced', ...passing, wait: 600 },

  { codes: [1, 100, 131008, 131009, 135000], sentence: 'invalid', ...refused },
  { codes: [130472], sentence: 'experiment', ...refused },
  { codes: [130497], sentence: 'country', ...refused },
  { codes: [131021], sentence: 'own-number', ...refused },
  { codes: [131026], sentence: 'undeliverable', ...refused },
  { codes: [131030], sentence: 'test-number', ...refused },
  { codes: [131047], sentence: 'window-closed', ...refused },
  { codes: [131049], sentence: 'held-back', ...refused },
  { codes: [131050], sentence: 'opted-out', ...refused },
  { codes: [131051], sentence: 'kind', ...refused },
  { codes: [131052], sentence: 'inbound-media', ...refused },
  { codes: [131053], sentence: 'media', ...refused },
  { codes: [131055, 131061, 134100], sentence: 'wrong-endpoint', ...refused },
  { codes: [131060], sentence: 'inbound-unavailable', ...refused },
  { codes: [131062], sentence: 'phone-needed', ...refused },
  { codes: [132000, 132012, 132018], sentence: 'template-parameters', ...refused },
  { codes: [132001], sentence: 'template-missing', ...refused },
  { codes: [132005], sentence: 'template-too-long', ...refused },
  { codes: [132007], sentence: 'template-policy', ...refused },
  { codes: [132015, 132016], sentence: 'template-paused', ...refused },
  { codes: [132068], sentence: 'flow-blocked', ...refused },
  { codes: [133016], sentence: 'registration-limit', ...refused },
  { codes: [134011], sentence: 'payment-terms', ...refused },
];

const BY_CODE = new Map(RULES.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)));

/** "Something went wrong". */
const UNKNOWN_ERROR = 131000;

/** Whether the code has a sentence of its own. */
export function isKnownError(code: number): boolean {
  return ruleOf(code) !== undefined;
}

/**
 * A failure that WhatsApp reported, in the answer to a request or later by status.
 * @param details Meta's `error_data.details`, shown where we know no better words
 */
export function failureOf(code: number, details: string): Failure {
  const unknown: Unruled = { sentence: details ? 'other' : 'other-without-details', ...refused };
  const { sentence, scope, retryable, wait } = ruleOf(code) ?? unknown;
  return {
    code,
    scope,
    retryable,
    ...(wait !== undefined && { retryAfter: wait }),
    human: text(`failure.${sentence}`, { code, details }),
    log: `WhatsApp error ${code}`,
  };
}

/** Of a status that tells of a failure, which may come without a reason. */
export function failureIn([error]: DeliveryUpdate['errors'] & object = []): Failure {
  return failureOf(error?.code ?? UNKNOWN_ERROR, error?.details ?? '');
}

function ruleOf(code: number): ErrorRule | undefined {
  // Meta: all of 200–299 are missing permissions.
  return BY_CODE.get(code >= 200 && code <= 299 ? 10 : code);
}
