import * as v from 'valibot';

import type { Template, TemplateText } from '../../domain/template';
import { lenient, read, wireText } from '../wire/fields';
import { inOrder, placeholders } from './placeholders';

/** In Meta's spelling, whatever it was given in. */
export type GivenParameter = { type: string; parameter_name?: string } & Record<string, unknown>;

/** A component of a filled-in template as a caller gives it. */
export interface GivenComponent {
  type: string;
  sub_type?: string;
  index?: string;
  parameters?: GivenParameter[];
  cards?: { card_index: number; components: GivenComponent[] }[];
}

const componentSchema = v.looseObject({
  type: v.pipe(v.string(), v.toLowerCase()),
  sub_type: lenient(v.pipe(v.string(), v.toLowerCase())),
  index: lenient(wireText),
  parameters: lenient(v.array(v.looseObject({ type: v.string() }))),
  cards: lenient(v.array(v.looseObject({ components: lenient(v.unknown()) }))),
});

/** Rocket.Chat's spelling and Meta's. */
const SPELLINGS: Record<string, string> = {
  amount1000: 'amount_1000',
  dateTime: 'date_time',
  dayOfMonth: 'day_of_month',
  dayOfWeek: 'day_of_week',
  fallbackValue: 'fallback_value',
  parameterName: 'parameter_name',
};

/**
 * Reads components that come from outside, in Meta's form or in that of Rocket.Chat's outbound messages. What is empty
 * goes, and footers go: WhatsApp refuses what a template has no blank for.
 * @returns undefined for what are no components
 */
export function readComponents(input: unknown): GivenComponent[] | undefined {
  const all: unknown[] | undefined = Array.isArray(input)
    ? input
    : (input ?? undefined) === undefined
      ? []
      : undefined;
  const components = all?.map(readComponent);
  return components?.every((one) => one !== undefined)
    ? components.filter(
        ({ type, parameters, cards }) => type !== 'footer' && (parameters ?? cards) !== undefined,
      )
    : undefined;
}

function readComponent(input: unknown): GivenComponent | undefined {
  const given = read(componentSchema, input);
  if (!given) {
    return undefined;
  }
  const { type, sub_type, index, parameters = [], cards = [] } = given;
  const filled = cards.map((card, position) => ({
    card_index: typeof card['card_index'] === 'number' ? card['card_index'] : position,
    components: readComponents(card.components) ?? [],
  }));
  return {
    type,
    ...(sub_type && { sub_type }),
    ...(index && { index }),
    ...(parameters.length > 0 && { parameters: parameters.map(toMeta) }),
    ...(filled.length > 0 && { cards: filled }),
  };
}

function toMeta(given: { type: string } & Record<string, unknown>): GivenParameter {
  const parameter = respell(given) as GivenParameter;
  const { type, format, link, text } = parameter;
  if (type === 'media' && typeof format === 'string') {
    return { type: format, [format]: { link } };
  }
  // Numbers are given as such now and then; WhatsApp takes texts alone.
  return typeof text === 'number' ? { ...parameter, text: String(text) } : parameter;
}

function respell(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(respell);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [SPELLINGS[key] ?? key, respell(inner)]),
  );
}

/**
 * Gives the texts of a template with named blanks their names, where they came without.
 * @param order in which the texts stand: WhatsApp's, or that in which the blanks appear in the text
 */
export function nameParameters(
  template: Template,
  components: GivenComponent[],
  order: 'whatsapp' | 'appearance',
): GivenComponent[] {
  return components.map((component) => {
    const { type, parameters } = component;
    const text = textOf(template, type);
    if (text && parameters) {
      return { ...component, parameters: named(template, text, parameters, order) };
    }
    return type === 'header' && parameters
      ? { ...component, parameters: parameters.map((parameter) => withKind(template, parameter)) }
      : component;
  });
}

/** Rocket.Chat's server lets a file's kind out on its way from the wizard. */
function withKind({ header }: Template, parameter: GivenParameter): GivenParameter {
  return parameter.type === 'media' && header
    ? { type: header.kind, [header.kind]: { link: parameter['link'] } }
    : parameter;
}

function textOf({ header, body }: Template, type: string): TemplateText | undefined {
  if (type === 'header') {
    return header?.kind === 'text' ? header : undefined;
  }
  return type === 'body' ? body : undefined;
}

function named(
  { parameterFormat }: Template,
  { text, variables }: TemplateText,
  parameters: GivenParameter[],
  order: 'whatsapp' | 'appearance',
): GivenParameter[] {
  if (parameters.some(({ parameter_name }) => parameter_name !== undefined)) {
    return parameters;
  }
  const names = order === 'appearance' ? placeholders(text) : variables.map(({ name }) => name);
  if (parameterFormat === 'named') {
    return parameters.map((parameter, index) =>
      names[index] === undefined ? parameter : { parameter_name: names[index], ...parameter },
    );
  }
  return order === 'appearance' && names.length === parameters.length
    ? inOrder(names).map((name) => parameters[names.indexOf(name)]!)
    : parameters;
}
