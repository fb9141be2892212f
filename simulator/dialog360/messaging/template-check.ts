import { graphError } from '../api/errors';
import type { TemplateComponent, TemplateRecord } from '../state/records';
import type { FilledComponent, FilledParameter, TemplateContent } from '../validation/template';

const STATUS_CODES: Record<string, number> = { APPROVED: 0, PAUSED: 132015, DISABLED: 132016 };
/** Meta: the body with its parameters filled in. */
const MAX_BODY = 1024;
const MAX_OTP = 15;
const MEDIA_FORMATS = ['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];
/** Buttons that take a parameter when they are filled in; the others never do. */
const MAY_HAVE_PARAMETER = ['URL', 'QUICK_REPLY', 'COPY_CODE', 'FLOW', 'CATALOG', 'MPM', 'OTP'];
const NOT_ALLOWED_IN_TEXT = /[\n\t]| {5,}/;

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

function checkComponents(
  defined: TemplateComponent[],
  filled: FilledComponent[],
  template: TemplateRecord,
): void {
  for (const place of ['header', 'body'] as const) {
    const definition = defined.find(({ type }) => type === place.toUpperCase());
    const given = filled.find(({ type }) => type === place)?.parameters ?? [];
    if (definition?.format && MEDIA_FORMATS.includes(definition.format)) {
      checkMedia(definition.format, given);
    } else {
      checkTexts(place, definition?.text ?? '', given, template.parameter_format);
    }
  }
  const buttons = defined.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  checkButtons(
    buttons,
    filled.filter(({ type }) => type === 'button'),
  );
}

function checkMedia(format: string, given: FilledParameter[]): void {
  const received = given[0]?.type.toUpperCase() ?? 'UNKNOWN';
  if (given.length !== 1 || received !== format) {
    throw graphError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
}

function checkTexts(place: string, text: string, given: FilledParameter[], format: string): void {
  const expected = variables(text);
  if (given.length !== expected.length) {
    throw graphError(
      132000,
      `${place}: number of localizable_params (${given.length}) does not match the expected number of params (${expected.length})`,
    );
  }
  for (const parameter of given) {
    const isNamed = parameter.parameter_name !== undefined;
    const isExpected = format === 'NAMED' ? expected.includes(parameter.parameter_name ?? '') : !isNamed;
    if (!isExpected) {
      throw graphError(
        132012,
        `${place}: Parameter name is missing, unknown or not allowed in a ${format} template`,
      );
    }
    checkText(place, parameter);
  }
}

function checkText(place: string, { type, text }: FilledParameter): void {
  if (type !== 'text') {
    return;
  }
  if (!text) {
    throw graphError(131008, `${place}: a text parameter needs a text`);
  }
  if (NOT_ALLOWED_IN_TEXT.test(text)) {
    throw graphError(
      132018,
      `${place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    );
  }
}

function checkButtons(buttons: NonNullable<TemplateComponent['buttons']>, filled: FilledComponent[]): void {
  for (const [index, { type, url }] of buttons.entries()) {
    const isNeeded =
      type === 'COPY_CODE' || type === 'OTP' || (type === 'URL' && variables(url ?? '').length > 0);
    const given = filled.find((component) => Number(component.index) === index);
    if (isNeeded && !given?.parameters?.length) {
      throw graphError(131008, `buttons: Button at index ${index} of type ${type} requires a parameter`);
    }
    const isStatic = !MAY_HAVE_PARAMETER.includes(type) || (type === 'URL' && !isNeeded);
    if (given && isStatic) {
      throw graphError(132018, `buttons: Button at index ${index} of type ${type} does not take parameters`);
    }
    if (given && given.sub_type?.toUpperCase() !== (type === 'OTP' ? 'URL' : type)) {
      throw graphError(132018, `buttons: Button at index ${index} is of type ${type}, not ${given.sub_type}`);
    }
  }
  const beyond = filled.find(({ index }) => !buttons[Number(index)]);
  if (beyond) {
    throw graphError(132018, `buttons: There is no button at index ${beyond.index}`);
  }
}

function checkExtras(template: TemplateRecord, { components = [] }: TemplateContent): void {
  const offer = template.components.some(({ type }) => type === 'LIMITED_TIME_OFFER');
  if (offer && !components.some(({ type }) => type === 'limited_time_offer')) {
    throw graphError(131008, 'limited_time_offer: the component is required');
  }
  const defined = template.components.find(({ type }) => type === 'CAROUSEL')?.cards ?? [];
  const cards = components.find(({ type }) => type === 'carousel')?.cards ?? [];
  if (cards.length !== defined.length) {
    throw graphError(132012, `carousel: expected ${defined.length} cards, received ${cards.length}`);
  }
  for (const [index, card] of defined.entries()) {
    const filled = cards.find(({ card_index }) => card_index === index)?.components ?? [];
    checkComponents(card.components, filled, template);
  }
}

/** Names or numbers of the placeholders in a text, each once. */
function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

function hydrate(text: string, given: FilledParameter[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_placeholder, name: string) => {
    const parameter = given.find(({ parameter_name }) => parameter_name === name) ?? given[Number(name) - 1];
    return parameter?.text ?? '';
  });
}
