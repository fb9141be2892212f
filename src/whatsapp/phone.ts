import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

interface Variant {
  /** The number with the digit in question, which stands between the two groups. */
  long: RegExp;
  /** The number without it. */
  short: RegExp;
  digit: string;
  /** The form in use today; absent where both are, for different numbers. */
  today?: 'long' | 'short';
}

/**
 * Countries where WhatsApp writes the same number in two ways: an account keeps the form in which it was registered.
 */
const VARIANTS: readonly Variant[] = [
  // Brazil: mobile numbers got a 9 after the area code. Landlines, which start with 2 to 5, did not.
  { long: /^(55\d{2})9([6-9]\d{7})$/, short: /^(55\d{2})([6-9]\d{7})$/, digit: '9', today: 'long' },
  // Mexico: the 1 of mobile numbers was abolished.
  { long: /^(52)1(\d{10})$/, short: /^(52)(\d{10})$/, digit: '1', today: 'short' },
  // Argentina: mobile numbers take a 9 from abroad, landlines do not.
  { long: /^(54)9(\d{10})$/, short: /^(54)(\d{10})$/, digit: '9' },
];

/**
 * The one form that stands for all in which WhatsApp may write the same person. For looking somebody up: answers go
 * to the very form that wrote.
 * @param waId digits without `+`
 */
export function canonicalForm(waId: string): string {
  const forms = bothForms(waId);
  return forms ? forms[forms.today ?? 'short'] : waId;
}

/** Digits of a number with its country code, in whatever way it is written: `+49 (0)151 23…`, `0049151…`. */
export function digitsOf(phone: string): string {
  return phone.replace('(0)', '').replaceAll(/\D/g, '').replace(/^00/, '');
}

/**
 * Whether digits can be a number with country code: 7 to 15, none of which begins with 0. E.164. Plans of countries are
 * not looked at: they change, and WhatsApp knows best.
 */
export function isPhone(digits: string): boolean {
  return /^[1-9]\d{6,14}$/.test(digits);
}

/**
 * A phone number as people write it: with `+` or `00`, with spaces, brackets, dots or dashes, or in the notation of the
 * country in which another number is.
 * @returns its digits with country code, or undefined for what is no phone number
 */
export function readPhone(words: string, besides: string): string | undefined {
  const written = words.trim();
  if (!/^\+?[\d\s().\-/]+$/.test(written)) {
    return undefined;
  }
  const isNational = /^\(?0(?!0)/.test(written);
  const country = parsePhoneNumberFromString(besides)?.country;
  const national = isNational ? parsePhoneNumberFromString(written, country)?.number : undefined;
  const digits = digitsOf(national ?? written);
  return isPhone(digits) ? digits : undefined;
}

/** For people's eyes: `+49 1512 3456789`, in today's form. What is no known number comes with a bare `+`. */
export function displayPhone(waId: string): string {
  const digits = waId.replace(/\D/g, '');
  const forms = bothForms(digits);
  const number = `+${forms?.today ? forms[forms.today] : digits}`;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

function bothForms(waId: string): (Pick<Variant, 'today'> & { long: string; short: string }) | undefined {
  for (const { long, short, digit, today } of VARIANTS) {
    const [, head, tail] = long.exec(waId) ?? short.exec(waId) ?? [];
    if (head !== undefined && tail !== undefined) {
      return { long: head + digit + tail, short: head + tail, today };
    }
  }
  return undefined;
}
