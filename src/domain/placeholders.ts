import type { AutomaticMessages } from './number';

/** What stands for it in a text: `{{contact.name}}`. */
export type Placeholder = 'contact.name' | 'agent.name' | 'department.name' | 'business.number';

/** An absent or empty value is left out of the text. */
export type PlaceholderValues = Partial<Record<Placeholder, string>>;

const EVERYWHERE: readonly Placeholder[] = ['contact.name', 'department.name', 'business.number'];

/** What each text may hold. Only when a conversation ends is it certain which agent it was with. */
export const PLACEHOLDERS: Record<keyof AutomaticMessages, readonly Placeholder[]> = {
  welcome: EVERYWHERE,
  finished: [...EVERYWHERE, 'agent.name'],
  offline: EVERYWHERE,
};

const HOLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** Blanks before a placeholder belong to it, and what opens and closes around it alone. */
const HOLE_WITH_BLANKS = /([ \t]*)(\(?)\{\{\s*([^{}]*?)\s*\}\}(\)?)/g;
/** Left at the beginning of a line where its first word is missing. */
const ORPHANED = /^[ \t]*[,;:]?[ \t]+/;

/** As people write it. */
export function placeholder(name: string): string {
  return `{{${name}}}`;
}

/** Names in a text that are not among those that it may hold, each once. */
export function unknownPlaceholders(words: string, known: readonly string[]): string[] {
  const names = [...words.matchAll(HOLE)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !known.includes(name));
}

export function hasPlaceholder(words: string, name: Placeholder): boolean {
  return [...words.matchAll(HOLE)].some(([, found]) => found === name);
}

/**
 * Puts the values into a text. What is missing goes with the blanks around it; a placeholder that nobody knows stays
 * as it is, and so does one within a value.
 */
export function fillIn(words: string, values: PlaceholderValues): string {
  return words
    .split('\n')
    .map((line) => fillLine(line, values))
    .join('\n')
    .trim();
}

function fillLine(line: string, values: PlaceholderValues): string {
  let isOrphaned = false;
  const filled = line.replaceAll(
    HOLE_WITH_BLANKS,
    (whole, blanks: string, opening: string, name: string, closing: string, place: number) => {
      if (!isPlaceholder(name)) {
        return whole;
      }
      const value = values[name]?.trim();
      if (value) {
        return `${blanks}${opening}${value}${closing}`;
      }
      isOrphaned ||= place === 0;
      return opening && closing ? '' : `${opening && blanks}${opening}${closing}`;
    },
  );
  return isOrphaned ? filled.replace(ORPHANED, '') : filled;
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.finished.some((known) => known === name);
}
