import shortcodes from './shortcodes.json';

const ENTRIES = Object.entries({ ...shortcodes.plain, ...shortcodes.toned }).map(([emoji, names]) => ({
  emoji,
  names: names.split(' '),
}));

const BY_NAME = new Map(ENTRIES.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)));
const BY_EMOJI = new Map(ENTRIES.map(({ emoji, names }) => [bare(emoji), names[0]!] as const));

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
const TONE_SUFFIX = /_tone([1-5])$/;
/** A skin tone stands behind the first sign, in the place of the selector of the coloured form. */
const FIRST_SIGN = /^(.)\ufe0f?/u;

/**
 * @param shortcode with or without colons, maybe with a skin tone: `:wave_tone3:`
 * @returns undefined for a workspace's own emoji
 */
export function emojiOf(shortcode: string): string | undefined {
  const name = shortcode.replaceAll(':', '');
  const tone = TONE_SUFFIX.exec(name)?.[1];
  const emoji = BY_NAME.get(name.replace(TONE_SUFFIX, ''));
  if (!emoji || !tone) {
    return emoji;
  }
  return emoji in shortcodes.toned ? emoji.replace(FIRST_SIGN, `$1${TONES[Number(tone) - 1]!}`) : undefined;
}

/** The shortcode, with colons, of an emoji in any skin tone. */
export function shortcodeOf(emoji: string): string | undefined {
  const tone = TONES.findIndex((modifier) => emoji.includes(modifier));
  const name = BY_EMOJI.get(bare(tone < 0 ? emoji : emoji.replace(TONES[tone]!, '')));
  return name && `:${name}${tone < 0 ? '' : `_tone${tone + 1}`}:`;
}

/** Without the selector that asks for the coloured form: some senders leave it out. */
function bare(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}
