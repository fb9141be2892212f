/** The language that the host falls back to, and that the others are held against. */
const SOURCE = 'en.json';

function parse(name: string, text: string): Record<string, string> | string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return `i18n/${name} is no valid JSON: ${(error as Error).message}`;
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return `i18n/${name} must be one object of texts`;
  }
  const odd = Object.entries(content).find(([, text]) => typeof text !== 'string' || text.trim() === '');
  return odd ? `i18n/${name}: "${odd[0]}" must be a text` : (content as Record<string, string>);
}

/**
 * What is wrong with the translations, one sentence each. A language may lack sentences, which then are English; what
 * English lacks is a mistake, and so is a sentence whose placeholders are others than English has.
 * @param files contents by file name, e.g. `en.json`
 */
export function translationProblems(files: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const languages = new Map<string, Record<string, string>>();
  for (const [name, text] of files) {
    if (!/^[a-z]{2}(-[A-Z]{2})?\.json$/.test(name)) {
      problems.push(`i18n/${name} must be called like en.json or pt-BR.json`);
      continue;
    }
    const content = parse(name, text);
    if (typeof content === 'string') {
      problems.push(content);
      continue;
    }
    languages.set(name, content);
  }
  const source = languages.get(SOURCE);
  if (!source) {
    return files.has(SOURCE) ? problems : [...problems, `i18n/${SOURCE} is missing`];
  }
  for (const [name, sentences] of languages) {
    for (const [key, sentence] of Object.entries(sentences)) {
      const english = source[key];
      if (english === undefined) {
        problems.push(`i18n/${name} has "${key}", which i18n/${SOURCE} has not`);
      } else if (placeholdersOf(sentence) !== placeholdersOf(english)) {
        const places = placeholdersOf(english) || 'no placeholders';
        problems.push(`i18n/${name}: "${key}" must have ${places}, as in i18n/${SOURCE}`);
      }
    }
  }
  return problems;
}

/** In order of the alphabet: languages differ in the order of words. */
function placeholdersOf(sentence: string): string {
  const places = sentence.match(/\{+[\w.]+\}+/g) ?? [];
  return [...new Set(places)].sort().join(' ');
}
