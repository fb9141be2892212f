import type {
  Template,
  TemplateMediaKind,
  TemplateParts,
  TemplateText,
  TemplateValue,
  TemplateValues,
} from '../../domain/template';
import type { GivenComponent, GivenParameter } from './given';
import { CATALOG_ID, EXPIRATION_ID, InputIds } from './inputs';

const MEDIA: readonly string[] = ['image', 'video', 'document'] satisfies TemplateMediaKind[];

/** What components say about each input of their template: to check them, and to show what the customer will see. */
export function valuesOf(template: Template, components: readonly GivenComponent[]): TemplateValues {
  const values = valuesOfParts(template, components, new InputIds());
  for (const { cards = [] } of components) {
    for (const { card_index: index, components: inside } of cards) {
      const card = template.cards[index];
      Object.assign(values, card && valuesOfParts(card, inside, new InputIds(index)));
    }
  }
  return { ...values, ...catalogOf(components) };
}

/** How many cards are filled in. */
export function cardsIn(components: readonly GivenComponent[]): number {
  return Math.max(0, ...components.map(({ cards = [] }) => cards.length));
}

/** How many values of a component have no blank to go to. */
export function surplusOf({ header, body }: Template, components: readonly GivenComponent[]): number {
  const room: Partial<Record<string, number>> = {
    header: header?.kind === 'text' ? header.variables.length : header ? 1 : 0,
    body: body?.variables.length ?? 0,
  };
  const over = components.map(({ type, parameters = [] }) => parameters.length - (room[type] ?? Infinity));
  return over.reduce((sum, count) => sum + Math.max(count, 0), 0);
}

function valuesOfParts(
  parts: TemplateParts,
  components: readonly GivenComponent[],
  ids: InputIds,
): TemplateValues {
  const values: TemplateValues = {};
  for (const { type, index, parameters = [] } of components) {
    const [first] = parameters;
    if (type === 'body' && parts.body) {
      Object.assign(
        values,
        texts(parts.body, parameters, (name) => ids.body(name)),
      );
    } else if (type === 'header' && parts.header?.kind === 'text') {
      Object.assign(
        values,
        texts(parts.header, parameters, (name) => ids.headerText(name)),
      );
    } else if (type === 'header') {
      values[ids.header] = first && valueOf(first);
    } else if (type === 'button') {
      values[ids.button(Number(index ?? 0))] = first && valueOf(first);
    } else if (type === 'limited_time_offer') {
      values[EXPIRATION_ID] = first && valueOf(first);
    }
  }
  return values;
}

/** The catalog of the products; none where one of them does not say which. */
function catalogOf(components: readonly GivenComponent[]): TemplateValues {
  const inside = components.flatMap(({ cards = [] }) => cards.flatMap((card) => card.components));
  const all = [...components, ...inside].flatMap(({ parameters = [] }) => parameters);
  const products = all.filter(({ type }) => type === 'product').map(({ product }) => product);
  const catalogs = products.map((product) =>
    textOf((product as Record<string, unknown> | null)?.['catalog_id']),
  );
  const [first] = catalogs;
  return first === undefined || catalogs.includes('') ? {} : { [CATALOG_ID]: first };
}

function texts(
  { variables }: TemplateText,
  parameters: GivenParameter[],
  idOf: (name: string) => string,
): TemplateValues {
  const entries = parameters.map((parameter, index) => {
    const name = parameter.parameter_name ?? variables[index]?.name;
    return name === undefined ? undefined : ([idOf(name), valueOf(parameter)] as const);
  });
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}

function valueOf(parameter: GivenParameter): TemplateValue | undefined {
  const { type } = parameter;
  const content = parameter[type] as Record<string, unknown> | string | number | undefined;
  if (typeof content === 'string' || typeof content === 'number') {
    return String(content);
  }
  if (!content) {
    return undefined;
  }
  if (MEDIA.includes(type)) {
    return fileOf(content);
  }
  switch (type) {
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return {
        type: 'location',
        latitude: Number(latitude),
        longitude: Number(longitude),
        name: textOf(name),
        address: textOf(address),
      };
    }
    case 'currency': {
      const { fallback_value: fallback, code, amount_1000: amount } = content;
      return { type: 'currency', fallback: textOf(fallback), code: textOf(code), amount1000: Number(amount) };
    }
    case 'date_time':
      return { type: 'dateTime', fallback: textOf(content['fallback_value']) };
    case 'limited_time_offer':
      return textOf(content['expiration_time_ms']);
    case 'product':
      return textOf(content['product_retailer_id']);
    case 'action':
      return textOf(content['flow_token'] ?? content['thumbnail_product_retailer_id']);
    default:
      return undefined;
  }
}

function fileOf({ id, link, filename }: Record<string, unknown>): TemplateValue {
  const source = typeof link === 'string' ? { link } : { mediaId: textOf(id) };
  return { type: 'file', ...source, ...(typeof filename === 'string' && { filename }) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
