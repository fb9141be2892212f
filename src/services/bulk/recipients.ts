import { createHash } from 'node:crypto';

import type { BulkRecipient, Filling } from '../../domain/bulk';
import { canonicalForm, digitsOf, isPhone } from '../../whatsapp/phone';

export interface GivenRecipient {
  phoneNumber: string;
  filling?: Filling;
}

/** Characters of a mark, 6 bits each: among 100,000 recipients none looks like another. */
const MARK_LENGTH = 12;

/**
 * Nothing is left out: what cannot be sent gets its line in the results.
 * @param before marks of the job's earlier recipients
 * @returns marks of these ones as well, by which the next ones are told apart
 */
export function sorted(
  given: readonly GivenRecipient[],
  before: readonly string[],
): { recipients: BulkRecipient[]; marks: string[] } {
  const seen = new Set(before);
  const marks: string[] = [];
  const recipients = given.map(({ phoneNumber, filling }): BulkRecipient => {
    const digits = digitsOf(phoneNumber);
    if (!isPhone(digits)) {
      return { to: digits || phoneNumber, refused: 'invalid-number' };
    }
    const mark = markOf(digits, filling);
    const isDuplicate = seen.has(mark);
    seen.add(mark);
    marks.push(mark);
    return { to: digits, ...(filling && { filling }), ...(isDuplicate && { refused: 'duplicate' as const }) };
  });
  return { recipients, marks };
}

/** The same for all forms in which WhatsApp may write a number. */
function markOf(digits: string, filling: Filling | undefined): string {
  const whole = JSON.stringify([canonicalForm(digits), filling]);
  return createHash('sha256').update(whole).digest('base64url').slice(0, MARK_LENGTH);
}
