const ELLIPSIS = '...';

/** Cuts a label as Rocket.Chat's own WhatsApp app does: `I've heard about ...` at 20 characters. */
export function clip(label: string, limit: number): string {
  const line = label.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= limit) {
    return line;
  }
  const kept = line.slice(0, limit - ELLIPSIS.length);
  // Half a surrogate pair would be no character at all.
  return kept.replace(/[\ud800-\udbff]$/, '') + ELLIPSIS;
}
