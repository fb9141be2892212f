import { nameOf, type ConnectedNumber } from '../domain/number';
import type { Say } from '../domain/text';
import type { Card } from '../interactions/cards';
import { digitsOf } from '../whatsapp/phone';
import { plain } from './subcommand';

/** Numbers that a command shows at once: each is a note of its own. */
const SHOWN = 10;

export interface FoundNumbers {
  /** In the order in which they were connected. */
  shown: ConnectedNumber[];
  /** That there are more, and how to find them; or that there is none. */
  notes: Card[];
}

/** @param words part of a number or of a name, as they were typed behind the command; empty for all */
export function findNumbers(
  say: Say,
  numbers: ConnectedNumber[],
  { command, words }: { command: string; words: string },
): FoundNumbers {
  if (numbers.length === 0) {
    return { shown: [], notes: [plain(say('numbers.none'))] };
  }
  const found = numbers.filter((number) => isMeant(number, words.trim().toLowerCase()));
  const [next] = found.slice(SHOWN);
  if (found.length === 0) {
    return { shown: [], notes: [plain(say('numbers.noneFound', { words: words.trim() }))] };
  }
  const more =
    next && say('numbers.more', { count: found.length - SHOWN, command: `${command} ${nameOf(next)}` });
  return { shown: found.slice(0, SHOWN), notes: more ? [plain(more)] : [] };
}

function isMeant({ displayNumber, verifiedName = '' }: ConnectedNumber, words: string): boolean {
  const isNumber = /^[\d\s+()./-]+$/.test(words);
  const hasNumber = isNumber && digitsOf(displayNumber).includes(digitsOf(words));
  return hasNumber || verifiedName.toLowerCase().includes(words);
}
