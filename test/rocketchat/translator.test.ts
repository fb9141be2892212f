import { text } from '../../src/domain/text';
import { Languages } from '../../src/rocketchat/languages';
import { createSpeaker, sayIn } from '../../src/rocketchat/translator';
import { ManualClock } from '../support/fakes';

const files = {
  en: { hello: 'Hello {name}', only: 'Only in English', outer: 'He said: {inner}' },
  de: { hello: 'Hallo {name}', outer: 'Er sagte: {inner}' },
  'pt-BR': { hello: 'Olá {name}' },
};
const speak = createSpeaker(files);

describe('the language', () => {
  it.each([
    ['as it is called', ['de'], 'Hallo Ada'],
    ['of another region', ['de-AT'], 'Hallo Ada'],
    ['that is known with a region alone', ['pt'], 'Olá Ada'],
    ['that is known with another region', ['pt-PT'], 'Olá Ada'],
    ['written in another way', ['PT_br'], 'Olá Ada'],
    ['that is known, after one that is not', ['ja', 'de'], 'Hallo Ada'],
    ['that comes first', ['de', 'pt-BR'], 'Hallo Ada'],
    ['that nobody knows', ['ja'], 'Hello Ada'],
    ['that is not told', [undefined, ''], 'Hello Ada'],
    ['that is called like something else', ['constructor'], 'Hello Ada'],
  ])('%s', (_what, wishes, words) => {
    expect(speak(...wishes)('hello', { name: 'Ada' })).toBe(words);
  });

  it('is English for a sentence that it lacks', () => {
    expect(speak('de')('only')).toBe('Only in English');
  });
});

describe('a sentence', () => {
  it('takes sentences as parameters, in the same language', () => {
    expect(speak('de')(text('outer', { inner: text('hello', { name: 'Ada' }) }))).toBe('Er sagte: Hallo Ada');
  });

  it('takes what people wrote as it is', () => {
    expect(speak('en')('outer', { inner: '{name} $& {inner}' })).toBe('He said: {name} $& {inner}');
  });

  it('keeps a place for which nothing is given', () => {
    expect(speak('en')('hello')).toBe('Hello {name}');
  });

  it('that does not exist is a mistake of ours', () => {
    expect(() => sayIn('en')('no.such.key')).toThrow('No sentence for no.such.key');
  });
});

describe("the workspace's language", () => {
  const serverSettings = (answer: () => Promise<unknown>) => {
    const asked: string[] = [];
    return {
      asked,
      getValueById: (id: string) => {
        asked.push(id);
        return answer();
      },
    };
  };

  it('is asked for once a minute', async () => {
    const clock = new ManualClock();
    const settings = serverSettings(() => Promise.resolve('en'));
    const languages = new Languages(settings, clock);
    await Promise.all([languages.ofWorkspace(), languages.ofUser({})]);
    clock.advance(59_999);
    await languages.ofWorkspace();
    expect(settings.asked).toEqual(['Language']);
    clock.advance(1);
    await languages.ofWorkspace();
    expect(settings.asked).toEqual(['Language', 'Language']);
  });

  it.each([
    ['cannot be read', () => Promise.reject(new Error('The database is away'))],
    ['is none', () => Promise.resolve(undefined)],
  ])('is English when it %s', async (_why, answer) => {
    const say = await new Languages(serverSettings(answer), new ManualClock()).ofWorkspace();
    expect(say('connect.cancel')).toBe('Cancel');
  });
});
