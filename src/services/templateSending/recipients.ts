import { canonicalForm, digitsOf, isPhone } from '../../whatsapp/phone';

export interface Recipients {
  /** Digits, each person once. */
  valid: string[];
  /** What cannot be a phone number, as digits where it has any. */
  invalid: string[];
}

/** Sorts out whom to write to. Whether somebody is on WhatsApp only WhatsApp knows. */
export function recipientsOf(phoneNumbers: readonly string[]): Recipients {
  const valid = new Map<string, string>();
  const invalid = new Set<string>();
  for (const given of phoneNumbers) {
    const digits = digitsOf(given);
    if (isPhone(digits)) {
      const known = valid.get(canonicalForm(digits));
      valid.set(canonicalForm(digits), known ?? digits);
    } else {
      invalid.add(digits || given.trim());
    }
  }
  return { valid: [...valid.values()], invalid: [...invalid] };
}
