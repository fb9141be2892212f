import { findNumbers } from '../../src/commands/manyNumbers';
import { sayIn } from '../../src/rocketchat/translator';
import { aNumber } from '../support/fakes';

const say = sayIn('en');
const numbers = Array.from({ length: 25 }, (_, index) =>
  aNumber({
    id: `n${index}`,
    displayNumber: `+49 30 ${9000 + index}`,
    verifiedName: index < 12 ? `Teehaus ${index}` : 'Kaffeehaus',
  }),
);

describe('Numbers that a command is about', () => {
  const find = (words: string, all = numbers) => {
    const { shown, notes } = findNumbers(say, all, { command: 'numbers', words });
    return { shown: shown.map(({ id }) => id), notes: notes.map(({ text }) => text) };
  };
  const firstTen = Array.from({ length: 10 }, (_, index) => `n${index}`);

  it('are all of a few, without a word', () => {
    expect(find('', numbers.slice(0, 10))).toEqual({ shown: firstTen, notes: [] });
  });

  it('are the first ten of many, with how to find the others', () => {
    const { shown, notes } = find('');
    expect(shown).toEqual(firstTen);
    expect(notes).toEqual([expect.stringMatching(/not shown: 15\..*`\/whatsapp numbers \+49 30 9010`/)]);
  });

  it.each<[label: string, words: string, shown: string[], more: number]>([
    ['a number in another spelling', '+4930/9013', ['n13'], 0],
    ['the end of a number', '9024', ['n24'], 0],
    ['a name in small letters', 'teehaus 11', ['n11'], 0],
    ['a name that many have', 'kaffee', Array.from({ length: 10 }, (_, index) => `n${index + 12}`), 3],
  ])('are found by %s', (_, words, shown, more) => {
    const found = find(words);
    expect(found.shown).toEqual(shown);
    expect(found.notes.join('')).toMatch(more > 0 ? new RegExp(`not shown: ${more}\\.`) : /^$/);
  });

  it('are none that do not fit, and none where none is connected, which is said', () => {
    expect(find('Bäckerei')).toEqual({ shown: [], notes: [expect.stringContaining('Bäckerei')] });
    expect(find('', [])).toEqual({ shown: [], notes: [expect.stringContaining('/whatsapp connect')] });
  });
});
