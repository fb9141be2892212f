import { randomBytes, randomInt } from 'node:crypto';

/** A message id as WhatsApp makes them: base64 behind a prefix, so `/`, `+` and `=` do occur. */
export function newWamid(): string {
  return `wamid.HBgN${randomBytes(28).toString('base64')}`;
}

/** Ids of media, templates, numbers and accounts are long decimal strings. */
export function newNumericId(digits = 15): string {
  return String(randomInt(1, 10)) + Array.from({ length: digits - 1 }, () => randomInt(10)).join('');
}

/** An API key: opaque, shown once. */
export function newApiKey(): string {
  return randomBytes(16).toString('hex') + '_AK';
}

/** A business-scoped user id: country code and up to 128 alphanumerics. */
export function newUserId(country: string): string {
  return `${country}.${newNumericId(17)}`;
}

export function newTraceId(): string {
  return `A${randomBytes(10).toString('hex')}`;
}
