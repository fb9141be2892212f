import type { TemplateText, TemplateValue, TemplateValues } from '../../domain/template';
import { fillIn } from './placeholders';

/** The words that a value shows; none for files and places. */
export function wordsOf(value: TemplateValue | undefined): string {
  if (typeof value === 'string') {
    return value.trim();
  }
  return value?.type === 'currency' || value?.type === 'dateTime' ? value.fallback.trim() : '';
}

/** Whether nothing was entered. */
export function isBlank(value: TemplateValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** A text with its values in the blanks; a blank without a value stays. */
export function fillText(
  { text }: TemplateText,
  values: TemplateValues,
  idOf: (name: string) => string,
): string {
  return fillIn(text, (name) => wordsOf(values[idOf(name)]) || undefined);
}
