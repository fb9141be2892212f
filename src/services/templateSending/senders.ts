import type { ConnectedNumber } from '../../domain/number';
import { digitsOf, isPhone } from '../../whatsapp/phone';

/** None was named, and there is not exactly one; or it is no phone number, or not connected: as digits if it has any. */
export type SenderRefusal =
  { why: 'missingSender' } | { why: 'invalidSender' | 'unknownSender'; named: string };

/** The number that is to send, or why none can be told. */
export type Sender = { found: ConnectedNumber } | { refusal: SenderRefusal };

/** @param named the number, in any spelling, or its id at Meta or here; of a single number nothing need be named */
export function senderOf(numbers: readonly ConnectedNumber[], named: string | undefined): Sender {
  const wanted = named?.trim() ?? '';
  if (wanted === '') {
    return numbers.length === 1 ? { found: numbers[0]! } : { refusal: { why: 'missingSender' } };
  }
  const digits = digitsOf(wanted);
  const found = numbers.find(
    ({ id, phoneNumberId, displayNumber }) =>
      id === wanted || phoneNumberId === wanted || (digits !== '' && digitsOf(displayNumber) === digits),
  );
  if (found) {
    return { found };
  }
  const why = isPhone(digits) ? 'unknownSender' : 'invalidSender';
  return { refusal: { why, named: digits || wanted } };
}
