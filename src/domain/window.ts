import { LIMITS } from './limits';

/** What tells when the windows of a conversation open and end. All times are Unix milliseconds. */
export interface WindowSigns {
  /** The customer's last message or call. */
  lastInboundAt: number;
  /** When the customer last came from an advertisement or post. */
  referredAt?: number;
  /** The end of a free entry point that was opened. */
  freeUntil?: number;
}

/**
 * The free entry point window: whoever came from an advertisement and is answered in time can be written to for 72 hours
 * without any charge. It does not open the way for free text: that takes the customer service window all the same.
 */
export type FreeEntry = { state: 'offered'; answerBy: number } | { state: 'open'; until: number };

/** The windows of a conversation at one moment. */
export interface Windows {
  /** Whether anything may be sent; otherwise templates only. */
  isOpen: boolean;
  /** When the customer service window ends, or ended. */
  endsAt: number;
  freeEntry?: FreeEntry;
}

/** When the customer service window ends that a message or call of the customer opened. */
export function serviceWindowEnd(lastInboundAt: number): number {
  return lastInboundAt + LIMITS.serviceWindow;
}

export function windowsAt(now: number, signs: WindowSigns): Windows {
  const endsAt = serviceWindowEnd(signs.lastInboundAt);
  const freeEntry = freeEntryAt(now, signs);
  return { isOpen: now < endsAt, endsAt, ...(freeEntry && { freeEntry }) };
}

/** A window that is open outweighs the chance of another one: WhatsApp opens none while there is one. */
function freeEntryAt(now: number, { referredAt, freeUntil }: WindowSigns): FreeEntry | undefined {
  if (freeUntil !== undefined && now < freeUntil) {
    return { state: 'open', until: freeUntil };
  }
  const answerBy = (referredAt ?? -Infinity) + LIMITS.freeEntryAnswer;
  const isTaken = freeUntil !== undefined && freeUntil - LIMITS.freeEntryPoint >= (referredAt ?? 0);
  return now < answerBy && !isTaken ? { state: 'offered', answerBy } : undefined;
}
