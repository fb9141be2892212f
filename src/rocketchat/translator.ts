import en from '../../i18n/en.json';
import type { Text } from '../domain/text';

const SENTENCES: Record<string, string> = en;

/** @throws Error for a key without a sentence: a mistake of ours that tests find. */
export function translate({ key, params = {} }: Text): string {
  const sentence = SENTENCES[key];
  if (sentence === undefined) {
    throw new Error(`No sentence for ${key}`);
  }
  return sentence.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(params[name] ?? placeholder),
  );
}
