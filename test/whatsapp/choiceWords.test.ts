import fc from 'fast-check';

import { CHOICE_WORDS, readChoiceWord } from '../../src/whatsapp/choiceWords';
import fixture from '../fixtures/optOut/words.json';

const ALL = CHOICE_WORDS.flatMap(({ words, wanted, language }) =>
  words.map((word) => ({ word, wanted, language })),
);

describe('words of customers about marketing messages', () => {
  test.each(fixture.stop)('«$text» stops them', ({ text, language }) => {
    expect(readChoiceWord(text)).toEqual({ wanted: false, ...(language && { language }) });
  });

  test.each(fixture.resume)('«$text» brings them back', ({ text, language }) => {
    expect(readChoiceWord(text)).toEqual({ wanted: true, ...(language && { language }) });
  });

  test.each(fixture.neither)('«%s» is a message like any', (text) => {
    expect(readChoiceWord(text)).toBeUndefined();
  });

  test.each(ALL)('«$word» of the table is found, in any letters', ({ word, wanted }) => {
    for (const text of [word, word.toUpperCase(), ` ${word}! `]) {
      expect(readChoiceWord(text)?.wanted).toBe(wanted);
    }
  });

  test('each word means one thing', () => {
    const words = ALL.map(({ word }) => word);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test('never inside a sentence', () => {
    const word = fc.constantFrom(...ALL.map((one) => one.word));
    const rest = fc
      .stringMatching(/^[a-z]{3,12}$/)
      .filter((other) => !ALL.some((one) => one.word.includes(other)));
    fc.assert(
      fc.property(word, rest, (said, other) => {
        expect(readChoiceWord(`${said} ${other}`)).toBeUndefined();
        expect(readChoiceWord(`${other} ${said}`)).toBeUndefined();
      }),
    );
  });
});
