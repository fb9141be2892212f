import de from '../../i18n/de.json';
import en from '../../i18n/en.json';
import es from '../../i18n/es.json';
import fr from '../../i18n/fr.json';
import ptBR from '../../i18n/pt-BR.json';
import ru from '../../i18n/ru.json';
import type { Say } from '../domain/text';

type Sentences = Partial<Record<string, string>>;

/** By the name of the file in `i18n`. One line here and one import add a language. */
const LANGUAGES: Record<string, Sentences> & { en: Sentences } = {
  de,
  en,
  es,
  fr,
  'pt-BR': ptBR,
  ru,
};

/**
 * Speaks the first of some languages that is known, else English. A sentence that a language lacks is English.
 * @param wishes language tags as Rocket.Chat writes them, e.g. `de`, `de-AT`, `pt-BR`; regions stand in for each other
 */
export const sayIn = createSpeaker(LANGUAGES);

export function createSpeaker(languages: typeof LANGUAGES): (...wishes: (string | undefined)[]) => Say {
  return (...wishes) => {
    const known = wishes.flatMap((wish) => knownLanguage(wish, Object.keys(languages)) ?? []);
    const sentences = languages[known[0] ?? 'en'] ?? languages.en;
    const say: Say = (sentence, params = {}) => {
      if (typeof sentence !== 'string') {
        return say(sentence.key, sentence.params);
      }
      const words = sentences[sentence] ?? languages.en[sentence];
      if (words === undefined) {
        // A mistake of ours, which a test over all keys finds.
        throw new Error(`No sentence for ${sentence}`);
      }
      return words.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
        const value = params[name] ?? placeholder;
        return typeof value === 'object' ? say(value) : String(value);
      });
    };
    return say;
  };
}

/** The language itself, else without its region, else of another region. */
function knownLanguage(wish = '', known: string[]): string | undefined {
  const wanted = wish.replace('_', '-').toLowerCase();
  return (
    known.find((language) => language.toLowerCase() === wanted) ??
    known.find((language) => language === baseOf(wanted)) ??
    known.find((language) => baseOf(language) === baseOf(wanted))
  );
}

function baseOf(tag: string): string {
  return tag.split('-')[0]!;
}
