import { graphError } from '../api/errors';
import type { TemplateComponent, TemplateRecord } from '../state/records';
import type { FilledComponent, FilledParameter } from '../validation/template';

const FILLED_FORMATS = ['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT'];
/** Buttons that take a parameter when they are filled in; the others never do. */
const MAY_HAVE_PARAMETER = ['URL', 'QUICK_REPLY', 'COPY_CODE', 'FLOW', 'CATALOG', 'MPM', 'OTP'];
const NOT_ALLOWED_IN_TEXT = /[\n\t]| {5,}/;

/**
 * Checks what a template, or one card of it, is filled in with.
 * @throws ApiError 132000, 132012, 132018 or 131008.
 */
export function checkComponents(
  defined: TemplateComponent[],
  filled: FilledComponent[],
  template: TemplateRecord,
): void {
  for (const place of ['header', 'body'] as const) {
    const definition = defined.find(({ type }) => type === place.toUpperCase());
    const given = filled.find(({ type }) => type === place)?.parameters ?? [];
    if (definition?.format && FILLED_FORMATS.includes(definition.format)) {
      checkHeader(definition.format, given);
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

function checkHeader(format: string, given: FilledParameter[]): void {
  const received = given[0]?.type.toUpperCase() ?? 'UNKNOWN';
  if (given.length !== 1 || received !== format) {
    throw graphError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
  if (format === 'PRODUCT') {
    checkProduct(given[0]?.product);
  }
}

function checkProduct(given: unknown): void {
  const { product_retailer_id: product, catalog_id: catalog } = (given ?? {}) as Record<string, unknown>;
  if (!isText(product) || !isText(catalog)) {
    throw graphError(131008, 'header: a product needs its product_retailer_id and its catalog_id');
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
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

/** Names or numbers of the placeholders in a text, each once. */
function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}
