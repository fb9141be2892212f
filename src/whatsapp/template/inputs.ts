import { LIMITS } from '../../domain/limits';
import type {
  Template,
  TemplateButton,
  TemplateHeader,
  TemplateInput,
  TemplateParts,
  TemplateText,
} from '../../domain/template';
import { text, type Text } from '../../domain/text';
import { compact } from '../compact';

/** Ids of the inputs of a template, or of one card of its carousel. */
export class InputIds {
  constructor(readonly card?: number) {}

  get header(): string {
    return this.of('header');
  }

  headerText(name: string): string {
    return this.of(`header-${name}`);
  }

  body(name: string): string {
    return this.of(`body-${name}`);
  }

  button(index: number): string {
    return this.of(`button-${index}`);
  }

  private of(part: string): string {
    return this.card === undefined ? part : `card-${this.card}-${part}`;
  }
}

/** The blank of an authentication template whose text does not show it. */
export const CODE_NAME = '1';

export const EXPIRATION_ID = 'expiration';

/** One for all cards: a WhatsApp account has one catalog. */
export const CATALOG_ID = 'catalog';

/** What has to be, or can be, filled in before a template can be sent, in the order in which it is shown. */
export function variablesOf(template: Template): TemplateInput[] {
  return [
    ...(asksForCatalog(template) ? [catalog()] : []),
    ...inputsOfParts(template, new InputIds(), isAuthentication(template)),
    ...(template.offer ? [expiration()] : []),
    ...template.cards.flatMap((card, index) => inputsOfParts(card, new InputIds(index), false)),
  ];
}

/** What to write above an input. */
export function labelOf({ component, kind, name, button, card }: TemplateInput): Text {
  const where = card === undefined ? 'template.input' : 'template.input.card';
  const what = kind === 'text' ? `${component}-text` : kind;
  return text(`${where}.${what}`, {
    ...(name !== undefined && { name }),
    ...(button !== undefined && { button }),
    ...(card !== undefined && { card: card + 1 }),
  });
}

/** Whether it, or each of its cards, shows a product above its text. */
export function asksForCatalog({ header, cards }: Template): boolean {
  return [header, ...cards.map((card) => card.header)].some((one) => one?.kind === 'product');
}

export function isAuthentication({ category }: Pick<Template, 'category'>): boolean {
  return category === 'AUTHENTICATION';
}

function inputsOfParts(parts: TemplateParts, ids: InputIds, withCode: boolean): TemplateInput[] {
  const { header, body, buttons } = parts;
  return [
    ...(header ? inputsOfHeader(header, ids) : []),
    ...(withCode ? [codeInput(body, ids)] : inputsOfBody(body, ids)),
    ...buttons.flatMap((button, index) => inputOfButton(button, index, ids)),
  ];
}

function inputsOfHeader(header: TemplateHeader, ids: InputIds): TemplateInput[] {
  if (header.kind !== 'text') {
    return [input(ids, { id: ids.header, component: 'header', kind: header.kind, required: true })];
  }
  return header.variables.map(({ name, sample }) =>
    input(ids, {
      id: ids.headerText(name),
      component: 'header',
      kind: 'text',
      name,
      sample,
      required: true,
      maxLength: LIMITS.template.headerLength,
    }),
  );
}

function inputsOfBody(body: TemplateText | undefined, ids: InputIds): TemplateInput[] {
  return (body?.variables ?? []).map(({ name, sample }) =>
    input(ids, {
      id: ids.body(name),
      component: 'body',
      kind: 'text',
      name,
      sample,
      required: true,
      maxLength: ids.card === undefined ? LIMITS.template.bodyLength : LIMITS.template.cardBodyLength,
    }),
  );
}

function codeInput(body: TemplateText | undefined, ids: InputIds): TemplateInput {
  const { name, sample } = body?.variables[0] ?? { name: CODE_NAME };
  const maxLength = LIMITS.template.codeLength;
  return input(ids, {
    id: ids.body(name),
    component: 'body',
    kind: 'otpCode',
    sample,
    required: true,
    maxLength,
  });
}

function inputOfButton(button: TemplateButton, index: number, ids: InputIds): TemplateInput[] {
  const common = { id: ids.button(index), component: 'button' as const, button: button.text };
  switch (button.kind) {
    case 'quickReply':
      return [
        input(ids, { ...common, kind: 'payload', required: false, maxLength: LIMITS.template.payloadLength }),
      ];
    case 'url': {
      const { dynamic, sample } = button;
      const maxLength = LIMITS.template.urlLength;
      return dynamic ? [input(ids, { ...common, kind: 'urlSuffix', sample, required: true, maxLength })] : [];
    }
    case 'copyCode': {
      const maxLength = LIMITS.template.couponLength;
      return [
        input(ids, { ...common, kind: 'couponCode', sample: button.sample, required: true, maxLength }),
      ];
    }
    case 'flow':
      return [input(ids, { ...common, kind: 'flowToken', required: false })];
    case 'catalog':
      return [input(ids, { ...common, kind: 'thumbnail', required: false })];
    case 'products':
      return [input(ids, { ...common, kind: 'products', required: true })];
    default:
      return [];
  }
}

function catalog(): TemplateInput {
  return { id: CATALOG_ID, component: 'header', kind: 'catalog', required: true };
}

function expiration(): TemplateInput {
  return { id: EXPIRATION_ID, component: 'offer', kind: 'expiration', required: true };
}

function input(
  { card }: InputIds,
  { sample, ...given }: Omit<TemplateInput, 'card' | 'sample'> & { sample?: string | undefined },
): TemplateInput {
  return compact<TemplateInput>({ ...given, card, sample });
}
