const ELLIPSIS = '...';

/** Cuts a label as Rocket.Chat's own WhatsApp app does: `I've heard about ...` at 20 characters. */
export function clip(label: string, limit: number): string {
  const line = label.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= limit) {
    return line;
  }
  return beginningOf(line, limit - ELLIPSIS.length) + ELLIPSIS;
}

/** So many letters, or one less: half a surrogate pair would be no character at all. */
export function beginningOf(words: string, length: number): string {
  return words.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
