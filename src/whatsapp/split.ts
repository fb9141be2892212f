const BOUNDARIES = ['\n\n', '\n', ' '];

/**
 * Splits a text into parts of at most `limit` UTF-16 units, at the last paragraph, line or word that leaves a part at
 * least half full; a longer word is cut between two code points. White space at the cuts falls away, nothing else.
 * @param limit at least 2, so that every code point fits
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = cutOf(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}

function cutOf(text: string, limit: number): number {
  // One more than fits, since a boundary right behind the last character is as good.
  const window = text.slice(0, limit + 1);
  const cuts = BOUNDARIES.map((boundary) => window.lastIndexOf(boundary));
  const cut = cuts.find((at) => at >= limit / 2);
  return cut ?? (isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
