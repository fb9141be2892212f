import { readFileSync } from 'node:fs';

import { shortcodes } from '../../../scripts/lib/shortcodes';
import { emojiOf, shortcodeOf } from '../../../src/whatsapp/formatting/emoji';
import table from '../../../src/whatsapp/formatting/shortcodes.json';

interface Emoji {
  emoji: string;
  skins?: { emoji: string; tone: number | number[] }[];
}

const emojis = JSON.parse(readFileSync(require.resolve('emojibase-data/en/data.json'), 'utf8')) as Emoji[];

const withoutSelectors = (emoji: string | undefined): string | undefined => emoji?.replaceAll('\ufe0f', '');

describe('emojiOf', () => {
  it.each([
    [':thumbsup:', '👍'],
    ['+1', '👍'],
    [':white_check_mark:', '✅'],
    [':flag_de:', '🇩🇪'],
    [':one:', '1️⃣'],
    [':rainbow_flag:', '🏳️‍🌈'],
    ['a name of the newest releases', ':waving_hand:', '👋'],
    ['a name of GitHub', ':hugs:', '🤗'],
    ['a name of two emoji, as JoyPixels has it', ':sunglasses:', '😎'],
    ['a skin tone', ':thumbsup_tone3:', '👍🏽'],
    ['a skin tone in place of the selector', ':point_up_tone1:', '☝🏻'],
    ['a skin tone within a joined emoji', ':man_shrugging_tone5:', '🤷🏿‍♂️'],
  ])('%s', (...words) => {
    const [shortcode, emoji] = words.slice(-2) as [string, string];
    expect(emojiOf(shortcode)).toBe(emoji);
  });

  it.each([[':company-logo:'], [':fire_tone2:'], ['::'], [':constructor:'], [':__proto__:']])(
    'knows nothing of %s',
    (shortcode) => {
      expect(emojiOf(shortcode)).toBeUndefined();
    },
  );
});

describe('the table', () => {
  it('is what the script makes of its sources', () => {
    expect(table).toEqual(shortcodes());
  });

  it('has all emoji, each under a name of its own', () => {
    const whole = emojis.filter(({ emoji }) => !/^\p{Emoji_Modifier}$/u.test(emoji));
    for (const { emoji } of whole) {
      expect(withoutSelectors(emojiOf(shortcodeOf(emoji) ?? ''))).toBe(withoutSelectors(emoji));
    }
  });

  it('has all skin tones but those of couples, who have two', () => {
    const tones = emojis.flatMap(({ skins = [] }) => skins.filter(({ tone }) => typeof tone === 'number'));
    const missing = tones.filter(({ emoji }) => emojiOf(shortcodeOf(emoji) ?? '') !== emoji);
    expect(tones).toHaveLength(1_650);
    expect(missing.filter(({ emoji }) => (emoji.match(/\p{Emoji_Modifier}/gu) ?? []).length < 2)).toEqual([]);
  });
});
