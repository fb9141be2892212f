import { parse, type Root } from '@rocket.chat/message-parser';
import fc from 'fast-check';

import { LIMITS } from '../../../src/domain/limits';
import { harmlessStart, isHeavy } from '../../../src/whatsapp/formatting/density';
import { asPlainWords, toRocketChat } from '../../../src/whatsapp/formatting/toRocketChat';
import { toWhatsApp } from '../../../src/whatsapp/formatting/toWhatsApp';

/** How Rocket.Chat's server finds whom a message calls, with usernames as loose as an admin can make them. */
const SERVERS_MENTION = /(^|\s|>)@(\S+(@\S+)?(:\S+)?)/gm;
/** As a workspace parses by default. */
const OPTIONS = { emoticons: true, katex: { parenthesisSyntax: true, dollarSyntax: false } };
const ZERO_WIDTH_SPACE = '\u200b';

/** Everybody whom a text calls, by the server's rule and by the parser's. */
function called(text: string): string[] {
  const byServer = [...text.matchAll(SERVERS_MENTION)].map(([, , name = '']) => name);
  return [...byServer, ...mentions(parsed(text))].filter((name) => !name.startsWith(ZERO_WIDTH_SPACE));
}

/** What the parser gives up on is shown as it stands. */
function parsed(text: string): Root {
  try {
    return parse(text, OPTIONS);
  } catch {
    return [];
  }
}

function mentions(node: unknown): string[] {
  if (Array.isArray(node)) {
    return node.flatMap(mentions);
  }
  if (node === null || typeof node !== 'object') {
    return [];
  }
  const { type, value } = node as { type?: string; value?: unknown };
  return type === 'MENTION_USER'
    ? [(value as { value: string }).value]
    : Object.values(node).flatMap(mentions);
}

const snippets = [
  ...[
    '@all',
    '@here',
    '@admin',
    '@',
    'all',
    'a',
    ' ',
    '\n',
    '\t',
    '>',
    '> ',
    '<',
    '|',
    '(',
    ')',
    '[',
    ']',
    '](',
    ':',
  ],
  ...[
    '*',
    '_',
    '~',
    '`',
    '```',
    '#',
    '# ',
    '- ',
    '1. ',
    '\\',
    '-',
    '.',
    ',',
    '/',
    'https://a.example/',
    'http://',
  ],
  ...['www.a.example', 'a@b.example', '😀', 'é', '\u200b', '\u200f', '\ud83d', '!', '||', '<t:1>', '٤', '你'],
];
const markup = fc.array(fc.constantFrom(...snippets), { maxLength: 40 }).map((parts) => parts.join(''));
const anyText = fc.oneof(
  markup,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
);

describe('whatever a customer writes', () => {
  test('calls nobody', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(called(toRocketChat(text))).toEqual([]);
        expect(called(asPlainWords(text))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps its characters, in their order', () => {
    const letters = (text: string): string => text.replaceAll(/[`\\\n\u200b]/g, '');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(letters(toRocketChat(text))).toBe(letters(text));
      }),
      { numRuns: 500 },
    );
  });

  test('comes through the way back without an exception', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(typeof toWhatsApp(toRocketChat(text))).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a text made to keep a parser busy', () => {
  const bombs: [label: string, text: string][] = [
    ['thousands of dashes', '-'.repeat(4096)],
    ['stars', '*'.repeat(4096)],
    ['nested marks', '*_~'.repeat(1365)],
    ['brackets', '['.repeat(4096)],
    ['openings of links', '[a]('.repeat(1024)],
    ['emoji', '😀'.repeat(2048)],
    ['mentions', '@all '.repeat(800)],
    ['marks spread over many lines', '*a\n'.repeat(1365)],
  ];

  test.each(bombs)('%s: only a start is let through', (_, text) => {
    const start = harmlessStart(text);
    expect(text.startsWith(start)).toBe(true);
    expect(start.length).toBeLessThan(text.length);
    expect(isHeavy(toRocketChat(start).replaceAll(/^```[^]*```$/g, ''))).toBe(false);
  });

  test.each([...bombs, ['one long word', 'a'.repeat(4096)], ['one long number', '0151-'.repeat(800)]])(
    '%s: as a whole it would be shown as code, in which nothing is parsed',
    (_, text) => {
      const [first, ...more] = parse(toRocketChat(text), OPTIONS);
      expect(first?.type).toBe('CODE');
      expect(more).toEqual([]);
    },
  );

  test('what is let through is within the limits, whatever it is made of', () => {
    const dense = fc.array(fc.constantFrom(...snippets, '-'.repeat(150), '😀'.repeat(90)), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(dense, (parts) => {
        const start = harmlessStart(parts.join(''));
        const marks = (text: string): number =>
          text.match(/[*_~@\-{|\\[]|\p{Extended_Pictographic}/gu)?.length ?? 0;
        expect(marks(start)).toBeLessThanOrEqual(LIMITS.parsing.marks);
        for (const line of start.split('\n')) {
          expect(marks(line)).toBeLessThanOrEqual(LIMITS.parsing.marksPerLine);
        }
        expect(start.split('[').length - 1).toBeLessThanOrEqual(LIMITS.parsing.brackets);
      }),
    );
  });

  test('ordinary texts are let through whole', () => {
    const words = 'Guten Tag, ich wollte fragen, wann mein Paket (Nr. 4711-08) ankommt? 😀 *Danke!*\n'.repeat(
      45,
    );
    expect(harmlessStart(words)).toBe(words);
    expect(isHeavy(words)).toBe(false);
  });
});
