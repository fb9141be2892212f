import type { Text } from './text';

/** What a failure concerns: one message, or everything that goes through the connected number. */
export type FailureScope = 'message' | 'channel';

/**
 * Why something between us and WhatsApp did not work, as a value: whoever meets it decides what follows.
 */
export interface Failure {
  /** Meta's error code where there is one, else a word of ours (`unreachable`, `timeout`, `http-502`, …). */
  code: number | string;
  scope: FailureScope;
  /** True when the same request may succeed later without anybody changing anything. */
  retryable: boolean;
  /** True when the request may have been carried out although we never saw the answer. */
  uncertain?: boolean;
  /** Seconds that the other side asked us to wait (`Retry-After`). */
  retryAfter?: number;
  /** What happened and what to do, for the agent or admin. */
  human: Text;
  /** For the log: no keys, no numbers, no message texts. */
  log: string;
}

/** Carries a failure up to the door that can tell somebody. `message` is the log text. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.log);
    this.name = 'FailureError';
  }
}

/** Either what was asked for, or why not. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
