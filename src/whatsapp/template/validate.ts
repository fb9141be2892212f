import { LIMITS } from '../../domain/limits';
import type {
  Template,
  TemplateInput,
  TemplateLocation,
  TemplateParts,
  TemplateText,
  TemplateValue,
  TemplateValues,
} from '../../domain/template';
import { text, type Text } from '../../domain/text';
import { parseExpiration } from './expiration';
import { InputIds, variablesOf } from './inputs';
import { fillIn } from './placeholders';
import { parseProducts } from './products';
import { fillText, isBlank, wordsOf } from './values';

/** Sentences by the id of the input that they are about. */
export type TemplateErrors = Record<string, Text>;

/** WhatsApp: no line breaks, no tabs, at most four spaces in a row. Error 132018. */
const UNTIDY = /[\n\r\t]| {5,}/;

/**
 * What is wrong with the values of a template; nothing when it can be filled in with them.
 * @param now Unix milliseconds
 */
export function validateTemplate(template: Template, values: TemplateValues, now: number): TemplateErrors {
  const inputs = variablesOf(template);
  const errors = inputs.flatMap((input) => {
    const error = check(input, values[input.id], now);
    return error ? [[input.id, error] as const] : [];
  });
  const whole = wholes(template, values);
  return { ...Object.fromEntries(whole), ...Object.fromEntries(errors) };
}

function check(input: TemplateInput, value: TemplateValue | undefined, now: number): Text | undefined {
  if (value === undefined || isBlank(value)) {
    return input.required ? text(`template.missing.${input.kind}`) : undefined;
  }
  switch (input.kind) {
    case 'image':
    case 'video':
    case 'document':
      return checkFile(value);
    case 'location':
      return checkLocation(value);
    case 'text':
      return checkText(value) ?? checkLength(wordsOf(value), input);
    default:
      return typeof value === 'string' ? checkWords(value.trim(), input, now) : text('template.wrong.kind');
  }
}

function checkWords(words: string, input: TemplateInput, now: number): Text | undefined {
  const tooLong = checkLength(words, input);
  switch (input.kind) {
    case 'urlSuffix':
    case 'couponCode':
    case 'otpCode':
      return /\s/.test(words) ? text('template.wrong.spaces') : tooLong;
    case 'products':
      return checkProducts(words);
    case 'product':
      return UNTIDY.test(words) ? text('template.wrong.lines') : undefined;
    case 'catalog':
      return /^\d+$/.test(words) ? undefined : text('template.wrong.catalog');
    case 'expiration': {
      const time = parseExpiration(words);
      return time !== undefined && time > now ? undefined : text('template.wrong.expiration');
    }
    default:
      return tooLong;
  }
}

function checkText(value: TemplateValue): Text | undefined {
  if (typeof value !== 'string' && (value.type === 'file' || value.type === 'location')) {
    return text('template.wrong.kind');
  }
  return UNTIDY.test(wordsOf(value)) ? text('template.wrong.lines') : undefined;
}

function checkLength(words: string, { maxLength = Infinity }: TemplateInput): Text | undefined {
  return words.length > maxLength
    ? text('template.wrong.long', { limit: maxLength, length: words.length })
    : undefined;
}

function checkFile(value: TemplateValue): Text | undefined {
  if (typeof value === 'string' || value.type !== 'file') {
    return text('template.wrong.kind');
  }
  const fits = 'link' in value ? /^https:\/\/[^\s/]+\.[^\s]+$/i.test(value.link) : value.mediaId !== '';
  return fits ? undefined : text('template.wrong.link');
}

function checkLocation(value: TemplateValue): Text | undefined {
  if (typeof value === 'string' || value.type !== 'location') {
    return text('template.wrong.kind');
  }
  return isPlace(value) ? undefined : text('template.wrong.location');
}

function isPlace({ latitude, longitude, name, address }: TemplateLocation): boolean {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && name.trim() !== '' && address.trim() !== '';
}

function checkProducts(words: string): Text | undefined {
  const { sections: most, products: mostProducts, titleLength } = LIMITS.template.productList;
  const sections = parseProducts(words);
  const count = sections?.flatMap(({ products }) => products).length ?? 0;
  const fits =
    sections !== undefined &&
    sections.length <= most &&
    count <= mostProducts &&
    sections.every(({ title }) => title.length <= titleLength);
  return fits
    ? undefined
    : text('template.wrong.products', { sections: most, products: mostProducts, titleLength });
}

/** Texts and addresses may become too long as a whole; said at the longest of their values. */
function wholes(template: Template, values: TemplateValues): [string, Text][] {
  const { headerLength, bodyLength, cardBodyLength } = LIMITS.template;
  const ofParts = (parts: TemplateParts, ids: InputIds, maxBody: number): [string, Text][] => {
    const { header, body } = parts;
    return [
      ...(header?.kind === 'text' ? tooLong(header, values, ids.headerText.bind(ids), headerLength) : []),
      ...(body ? tooLong(body, values, ids.body.bind(ids), maxBody) : []),
      ...addresses(parts, values, ids),
    ];
  };
  return [
    ...ofParts(template, new InputIds(), bodyLength),
    ...template.cards.flatMap((card, index) => ofParts(card, new InputIds(index), cardBodyLength)),
  ];
}

function tooLong(
  part: TemplateText,
  values: TemplateValues,
  idOf: (name: string) => string,
  limit: number,
): [string, Text][] {
  const { length } = fillText(part, values, idOf);
  const ids = part.variables.map(({ name }) => idOf(name));
  const [longest] = ids.sort((a, b) => wordsOf(values[b]).length - wordsOf(values[a]).length);
  return longest !== undefined && length > limit
    ? [[longest, text('template.wrong.whole', { limit, length })]]
    : [];
}

function addresses({ buttons }: TemplateParts, values: TemplateValues, ids: InputIds): [string, Text][] {
  const limit = LIMITS.template.urlLength;
  return buttons.flatMap((button, index): [string, Text][] => {
    const id = ids.button(index);
    const { length } = button.kind === 'url' ? fillIn(button.url, () => wordsOf(values[id])) : '';
    return length > limit ? [[id, text('template.wrong.whole', { limit, length })]] : [];
  });
}
