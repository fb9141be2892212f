import { readFileSync } from 'node:fs';

/** Emoji and their names, separated by spaces, the best one first. Those that come in skin tones stand apart. */
export interface Shortcodes {
  toned: Record<string, string>;
  plain: Record<string, string>;
}

interface Emoji {
  hexcode: string;
  emoji: string;
  skins?: { emoji: string; tone: number | number[] }[];
}

/** By the code points of the emoji. */
type Names = Record<string, string | string[]>;

/**
 * The shortcodes of all emoji as workspaces know them: by the names of JoyPixels, in their newest releases by those of
 * Emojibase; and those of GitHub, which people bring along. A name that means different emoji there means the first.
 */
export function shortcodes(): Shortcodes {
  const emojis = load<Emoji[]>('data');
  const joypixels = load<Names>('shortcodes/joypixels');
  const emojibase = load<Names>('shortcodes/emojibase');
  const sets = [joypixels, emojibase, load<Names>('shortcodes/github')];
  const meanings = new Map<string, Emoji>();
  for (const set of sets) {
    for (const emoji of emojis) {
      for (const name of namesOf(set, emoji)) {
        meanings.set(name, meanings.get(name) ?? emoji);
      }
    }
  }
  const all: Shortcodes = { toned: {}, plain: {} };
  for (const emoji of emojis) {
    const names = sets.flatMap((set) => namesOf(set, emoji)).filter((name) => meanings.get(name) === emoji);
    // What every workspace knows comes first, since that is the name which we use ourselves; words before signs, as
    // with `thumbsup` and `+1`, since Rocket.Chat's own reactions have them.
    const everywhere = namesOf(emojibase, emoji).filter((name) => namesOf(joypixels, emoji).includes(name));
    const known = everywhere.filter((name) => names.includes(name));
    const [words, signs] = [known.filter(isWord), known.filter((name) => !isWord(name))];
    const sorted = [...new Set([...words, ...signs, ...names])];
    all[takesTone(emoji) ? 'toned' : 'plain'][shortest(emoji.emoji)] = sorted.join(' ');
  }
  return all;
}

function isWord(name: string): boolean {
  return /^[a-z]/.test(name);
}

/** Whether its tone stands behind its first sign, as it does but with couples, who have two. */
function takesTone({ emoji, skins = [] }: Emoji): boolean {
  const light = skins.find(({ tone }) => tone === 1);
  return light?.emoji === emoji.replace(/^(.)\ufe0f?/u, '$1🏻');
}

/** Without the selector of the coloured form where that is the usual one. */
function shortest(emoji: string): string {
  return emoji.replace(/^(\p{Emoji_Presentation})\ufe0f$/u, '$1');
}

function namesOf(names: Names, { hexcode }: Emoji): string[] {
  return [names[hexcode] ?? []].flat();
}

function load<T>(name: string): T {
  return JSON.parse(readFileSync(require.resolve(`emojibase-data/en/${name}.json`), 'utf8')) as T;
}
