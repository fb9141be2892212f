const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** Names of the blanks in a text, each once, in the order of their first appearance. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** In the order in which WhatsApp wants the values: numbers count, names come as they appear. */
export function inOrder(names: string[]): string[] {
  return names.every(isNumber) ? [...names].sort((a, b) => Number(a) - Number(b)) : names;
}

/** Whether a text has blanks that are words. */
export function isNamed(text: string): boolean {
  return placeholders(text).some((name) => !isNumber(name));
}

/** Puts values in the place of blanks; a blank without one stays as it is. */
export function fillIn(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(PLACEHOLDER, (blank, name: string) => valueOf(name) ?? blank);
}
