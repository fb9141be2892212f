import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

import type { WhatsAppAddress } from '../domain/contact';
import { TEMPLATE_LANGUAGES } from './template/draft/languages';

/** BSUIDs begin with the country of their person: `DE.99887766`. Meta: business-scoped user ids. */
const COUNTRY_OF_USER_ID = /^([A-Z]{2})\./;

/** The country, as two letters, that a customer's number belongs to, else the one in their user id. */
export function countryOf({ waId, userId = '' }: WhatsAppAddress): string | undefined {
  const country = waId && parsePhoneNumberFromString(`+${waId}`)?.country;
  return country || COUNTRY_OF_USER_ID.exec(userId)?.[1];
}

/**
 * What most people of a country speak, with the country, such as `pt-BR`. Unicode CLDR: likely subtags.
 * @returns undefined for what is no country
 */
export function likelyLanguage(country: string | undefined): string | undefined {
  const locale = country ? localeOf(`und-${country}`)?.maximize() : undefined;
  return locale && `${locale.language}-${locale.region ?? ''}`;
}

/**
 * The best of some languages for somebody who speaks another: the same, in the same script, in the same country or
 * without a country. One of another country does only where WhatsApp has none without a country, as for Portuguese. All
 * as tags (`pt-BR`) or as WhatsApp writes them (`pt_BR`).
 */
export function closestLanguage(wanted: string, offered: readonly string[]): string | undefined {
  const mine = localeOf(wanted);
  if (!mine) {
    return undefined;
  }
  const known = offered.flatMap((code) => {
    const locale = localeOf(code);
    return locale && isSame(locale, mine) ? [{ code, locale }] : [];
  });
  const hasGeneral = TEMPLATE_LANGUAGES.includes(mine.language);
  const found =
    known.find(({ locale }) => locale.region === mine.region) ??
    known.find(({ locale }) => !locale.region) ??
    (hasGeneral ? undefined : known[0]);
  return found?.code;
}

function isSame(one: Intl.Locale, other: Intl.Locale): boolean {
  return one.language === other.language && one.maximize().script === other.maximize().script;
}

function localeOf(code: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(code.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
