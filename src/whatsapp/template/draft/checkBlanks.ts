import { text, type Text } from '../../../domain/text';
import { placeholders } from '../placeholders';
import { BRACES } from './errors';

const NUMBERED = /^\d+$/;
const VARIABLE_NAME = /^[a-z][a-z0-9_]*$/;

/** Numbers without gaps from 1, or names; nothing that only looks like a blank. */
export function checkBlanks(words: string): Text | undefined {
  const blanks = placeholders(words);
  const isMalformed = /\{\{|\}\}/.test(words.replace(/\{\{\w+\}\}/g, ''));
  const numbers = blanks.filter((blank) => NUMBERED.test(blank));
  if (isMalformed || blanks.some((blank) => !NUMBERED.test(blank) && !VARIABLE_NAME.test(blank))) {
    return text('draft.blanks', BRACES);
  }
  if (isMixed(blanks)) {
    return text('draft.mixed');
  }
  const hasGap = numbers.some((_, index) => !numbers.includes(String(index + 1)));
  return hasGap ? text('draft.gap') : undefined;
}

/** A template has either numbers or names in all its texts. */
export function isMixed(blanks: readonly string[]): boolean {
  const numbers = blanks.filter((blank) => NUMBERED.test(blank));
  return numbers.length > 0 && numbers.length < blanks.length;
}
