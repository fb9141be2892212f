import fc from 'fast-check';
import { splitText } from '../../src/whatsapp/split';

describe('splitText', () => {
  const cases: [label: string, text: string, limit: number, parts: string[]][] = [
    ['a text that fits stays as it is', '  Hallo \n', 20, ['  Hallo \n']],
    ['a text of exactly the limit', 'abcde', 5, ['abcde']],
    ['a paragraph before a line', 'eins zwei\n\ndrei\nvier fünf', 16, ['eins zwei', 'drei\nvier fünf']],
    ['a line before a word', 'eins zwei\ndrei vier fünf', 14, ['eins zwei', 'drei vier fünf']],
    ['a word', 'eins zwei drei', 10, ['eins zwei', 'drei']],
    ['a word that ends at the limit', 'eins zwei', 4, ['eins', 'zwei']],
    ['a boundary near the start leaves no tiny part', 'a\n\nbbbbbb cccccc', 10, ['a\n\nbbbbbb', 'cccccc']],
    ['a word longer than the limit is cut', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['an emoji is never cut in two', 'ab😀cd', 3, ['ab', '😀c', 'd']],
    ['white space at a cut falls away', 'eins   \n\n\n   zwei', 6, ['eins', 'zwei']],
    ['nothing', '', 10, []],
    ['nothing but white space', '   \n  ', 3, []],
  ];

  test.each(cases)('%s', (_label, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  const texts = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(' ', '\n', '\n\n', '   ', '😀😀😀', 'Wörter '),
        fc.lorem(),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join(''));

  test('no part is longer than the limit, and none is blank', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        for (const part of splitText(text, limit)) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.trim()).not.toBe('');
        }
      }),
    );
  });

  test('the parts hold every character but white space, in order', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        expect(splitText(text, limit).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  test('words that fit stay whole', () => {
    const words = fc.array(fc.stringMatching(/^[a-zäö]{1,10}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (list, limit) => {
        expect(splitText(list.join(' '), limit).flatMap((part) => part.split(/\s+/))).toEqual(list);
      }),
    );
  });

  test('no surrogate pair is broken', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('😀', '🇩🇪', '👩‍🚀', 'a') }), (text) => {
        for (const part of splitText(text, 5)) {
          // What is no whole pair does not survive UTF-8.
          expect(Buffer.from(part, 'utf8').toString('utf8')).toBe(part);
        }
      }),
    );
  });
});
