import { graphError } from '../api/errors';
import type { TemplateRecord } from '../state/records';
import type { FilledComponent, FilledParameter, TemplateContent } from '../validation/template';
import { checkComponents } from './template-parts';

const STATUS_CODES: Record<string, number> = { APPROVED: 0, PAUSED: 132015, DISABLED: 132016 };
/** Meta: the body with its parameters filled in. */
const MAX_BODY = 1024;
const MAX_OTP = 15;
/** Meta: a template of two cards with products is sent with up to ten. */
const MAX_CARDS = 10;

/** Whether this template may be sent at all. @throws ApiError 132001, 132015 or 132016. */
export function checkSendable(
  template: TemplateRecord | undefined,
  { name, language }: TemplateContent,
): TemplateRecord {
  if (!template) {
    throw graphError(132001, `template name (${name}) does not exist in ${language.code}`);
  }
  const code = STATUS_CODES[template.status.toUpperCase()] ?? 132001;
  if (code) {
    throw graphError(code, `template name (${name}) in ${language.code} is ${template.status}`);
  }
  return template;
}

/**
 * Checks what a template is filled in with against the template.
 * @returns the body with its parameters.
 * @throws ApiError 132000, 132005, 132012, 132018 or 131008.
 */
export function fillTemplate(template: TemplateRecord, content: TemplateContent): string {
  const filled = content.components ?? [];
  checkComponents(template.components, filled, template);
  checkExtras(template, content);
  const body = template.components.find(({ type }) => type === 'BODY')?.text ?? '';
  const given = filled.find(({ type }) => type === 'body')?.parameters ?? [];
  const hydrated = hydrate(body, given);
  if (hydrated.length > MAX_BODY) {
    throw graphError(
      132005,
      `body: the text has ${hydrated.length} characters, at most ${MAX_BODY} are allowed`,
    );
  }
  if (template.category === 'AUTHENTICATION' && given.some(({ text }) => (text ?? '').length > MAX_OTP)) {
    throw graphError(132018, `body: a code has at most ${MAX_OTP} characters`);
  }
  return hydrated;
}

function checkExtras(template: TemplateRecord, { components = [] }: TemplateContent): void {
  const offer = template.components.some(({ type }) => type === 'LIMITED_TIME_OFFER');
  if (offer && !components.some(({ type }) => type === 'limited_time_offer')) {
    throw graphError(131008, 'limited_time_offer: the component is required');
  }
  checkCards(template, components.find(({ type }) => type === 'carousel')?.cards ?? []);
}

function checkCards(
  template: TemplateRecord,
  cards: { card_index: number; components?: FilledComponent[] }[],
): void {
  const defined = template.components.find(({ type }) => type === 'CAROUSEL')?.cards ?? [];
  const hasProducts = defined.some((card) => card.components.some(({ format }) => format === 'PRODUCT'));
  const most = hasProducts ? MAX_CARDS : defined.length;
  if (cards.length < defined.length || cards.length > most) {
    throw graphError(
      132012,
      `carousel: expected ${defined.length} to ${most} cards, received ${cards.length}`,
    );
  }
  for (const index of cards.keys()) {
    const filled = cards.find(({ card_index }) => card_index === index)?.components ?? [];
    checkComponents((defined[index] ?? defined.at(-1))!.components, filled, template);
  }
}

function hydrate(text: string, given: FilledParameter[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_placeholder, name: string) => {
    const parameter = given.find(({ parameter_name }) => parameter_name === name) ?? given[Number(name) - 1];
    return parameter?.text ?? '';
  });
}
