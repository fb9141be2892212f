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
 * What is wrong with the translations, one sentence each. A key that a language lacks is shown to people as the raw
 * key, hence every language must have the keys of English, no more and no fewer.
 * @param files contents by file name, e.g. `en.json`
 */
export function translationProblems(files: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const languages = new Map<string, Set<string>>();
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
    languages.set(name, new Set(Object.keys(content)));
  }
  const source = languages.get(SOURCE);
  if (!source) {
    return files.has(SOURCE) ? problems : [...problems, `i18n/${SOURCE} is missing`];
  }
  for (const [name, keys] of languages) {
    const missing = [...source].filter((key) => !keys.has(key));
    const unknown = [...keys].filter((key) => !source.has(key));
    problems.push(...missing.map((key) => `i18n/${name} lacks "${key}"`));
    problems.push(...unknown.map((key) => `i18n/${name} has "${key}", which i18n/${SOURCE} has not`));
  }
  return problems;
}
