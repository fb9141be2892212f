/**
 * What a language calls itself, with its code: `français (fr)`.
 * @param code as WhatsApp writes it, such as `pt_BR`
 */
export function languageName(code: string): string {
  const tag = code.replace('_', '-');
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  return `${name ?? code} (${code})`;
}
