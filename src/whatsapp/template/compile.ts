import type {
  FilledTemplate,
  Template,
  TemplateButton,
  TemplateHeader,
  TemplateParts,
  TemplateText,
  TemplateValue,
  TemplateValues,
} from '../../domain/template';
import type {
  WireBodyParameter,
  WireButtonComponent,
  WireHeaderParameter,
  WireTemplateComponent,
  WireTemplatePart,
} from '../wire/outgoingTemplate';
import { parseExpiration } from './expiration';
import { CATALOG_ID, CODE_NAME, EXPIRATION_ID, InputIds, isAuthentication } from './inputs';
import { parseProducts } from './products';
import { isBlank, wordsOf } from './values';

/** What WhatsApp itself puts in the place of a token that is not given. Meta: templates, flow buttons. */
const NO_FLOW_TOKEN = 'unused';

/**
 * A template filled in. Static components get nothing: WhatsApp refuses parameters that it does not expect.
 * @param values as `validateTemplate` has accepted them; those of no input are left out
 */
export function compileTemplate(
  template: Template,
  values: TemplateValues,
): FilledTemplate & { components: WireTemplateComponent[] } {
  const isNamed = template.parameterFormat === 'named';
  const { name, language, cards } = template;
  const components: WireTemplateComponent[] = [
    ...partsOf(template, { values, isNamed, ids: new InputIds() }),
    ...(template.offer ? [offerOf(wordsOf(values[EXPIRATION_ID]))] : []),
  ];
  if (cards.length > 0) {
    const filled = cards.map((card, index) => ({
      card_index: index,
      components: partsOf(card, { values, isNamed, ids: new InputIds(index) }),
    }));
    components.push({ type: 'carousel', cards: filled });
  }
  return { name, language, components: withCode(template, components, values) };
}

interface Filling {
  values: TemplateValues;
  isNamed: boolean;
  ids: InputIds;
}

function partsOf({ header, body, buttons }: TemplateParts, filling: Filling): WireTemplatePart[] {
  const { ids, values } = filling;
  const headers = header ? headerParameters(header, filling) : [];
  const bodies = body ? textParameters(body, filling, (name) => ids.body(name)) : [];
  return [
    ...(headers.length > 0 ? [{ type: 'header' as const, parameters: headers }] : []),
    ...(bodies.length > 0 ? [{ type: 'body' as const, parameters: bodies }] : []),
    ...buttons.flatMap((button, index) => buttonOf(button, index, values[ids.button(index)])),
  ];
}

function headerParameters(header: TemplateHeader, filling: Filling): WireHeaderParameter[] {
  const { ids, values } = filling;
  if (header.kind === 'text') {
    return textParameters(header, filling, (name) => ids.headerText(name));
  }
  const value = values[ids.header];
  if (header.kind === 'product') {
    const product = { product_retailer_id: wordsOf(value), catalog_id: wordsOf(values[CATALOG_ID]) };
    return [{ type: 'product', product }];
  }
  if (value === undefined || typeof value === 'string') {
    return [];
  }
  if (value.type === 'location') {
    const { latitude, longitude, name, address } = value;
    return [{ type: 'location', location: { latitude, longitude, name, address } }];
  }
  if (value.type !== 'file' || header.kind === 'location') {
    return [];
  }
  const source = 'link' in value ? { link: value.link } : { id: value.mediaId };
  switch (header.kind) {
    case 'image':
      return [{ type: 'image', image: source }];
    case 'video':
      return [{ type: 'video', video: source }];
    case 'document':
      return [
        { type: 'document', document: { ...source, ...(value.filename && { filename: value.filename }) } },
      ];
  }
}

function textParameters(
  { variables }: TemplateText,
  { values, isNamed }: Filling,
  idOf: (name: string) => string,
): WireBodyParameter[] {
  return variables.map(({ name }) => ({
    ...(isNamed && { parameter_name: name }),
    ...textParameter(values[idOf(name)]),
  }));
}

function textParameter(value: TemplateValue | undefined): WireBodyParameter {
  if (typeof value === 'object' && value.type === 'currency') {
    const { fallback, code, amount1000 } = value;
    return { type: 'currency', currency: { fallback_value: fallback, code, amount_1000: amount1000 } };
  }
  if (typeof value === 'object' && value.type === 'dateTime') {
    return { type: 'date_time', date_time: { fallback_value: value.fallback } };
  }
  return { type: 'text', text: wordsOf(value) };
}

function buttonOf(
  button: TemplateButton,
  position: number,
  value: TemplateValue | undefined,
): WireButtonComponent[] {
  const place = { type: 'button' as const, index: String(position) };
  const words = wordsOf(value);
  switch (button.kind) {
    case 'url':
      return button.dynamic
        ? [{ ...place, sub_type: 'url', parameters: [{ type: 'text', text: words }] }]
        : [];
    case 'quickReply':
      return isBlank(value)
        ? []
        : [{ ...place, sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: words }] }];
    case 'copyCode':
      return [{ ...place, sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: words }] }];
    case 'flow': {
      const action = { flow_token: words || NO_FLOW_TOKEN };
      return [{ ...place, sub_type: 'flow', parameters: [{ type: 'action', action }] }];
    }
    case 'catalog': {
      const action = { thumbnail_product_retailer_id: words };
      return isBlank(value)
        ? []
        : [{ ...place, sub_type: 'catalog', parameters: [{ type: 'action', action }] }];
    }
    case 'products':
      return [{ ...place, sub_type: 'mpm', parameters: [{ type: 'action', action: productsOf(words) }] }];
    default:
      return [];
  }
}

/** The picture of the first product stands for all of them. */
function productsOf(words: string) {
  const sections = parseProducts(words) ?? [];
  return {
    thumbnail_product_retailer_id: sections[0]?.products[0] ?? '',
    sections: sections.map(({ title, products }) => ({
      title,
      product_items: products.map((product) => ({ product_retailer_id: product })),
    })),
  };
}

function offerOf(words: string): WireTemplateComponent {
  const expiration_time_ms = parseExpiration(words) ?? 0;
  return {
    type: 'limited_time_offer',
    parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
  };
}

/** The code of an authentication template stands in the text and behind its button, which WhatsApp takes for a link. */
function withCode(
  template: Template,
  components: WireTemplateComponent[],
  values: TemplateValues,
): WireTemplateComponent[] {
  if (!isAuthentication(template)) {
    return components;
  }
  const code = wordsOf(values[new InputIds().body(template.body?.variables[0]?.name ?? CODE_NAME)]);
  const body = components.find(({ type }) => type === 'body') ?? {
    type: 'body' as const,
    parameters: [{ type: 'text' as const, text: code }],
  };
  const index = template.buttons.findIndex(({ kind }) => kind === 'otp');
  const button: WireTemplateComponent[] =
    index < 0
      ? []
      : [
          {
            type: 'button',
            sub_type: 'url',
            index: String(index),
            parameters: [{ type: 'text', text: code }],
          },
        ];
  return [body, ...components.filter(({ type }) => type !== 'body'), ...button];
}
