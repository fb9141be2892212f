/**
 * When an offer ends, as people and programs write it: ISO 8601, or Unix milliseconds.
 * @returns Unix milliseconds, or undefined for no time
 */
export function parseExpiration(words: string): number | undefined {
  const time = /^\d{10,}$/.test(words.trim()) ? Number(words) : Date.parse(words);
  return Number.isSafeInteger(time) ? time : undefined;
}
