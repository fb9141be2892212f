import type {
  Template,
  TemplateFile,
  TemplateInput,
  TemplateLocation,
  TemplateMediaKind,
  TemplateParts,
  TemplateValues,
} from '../../domain/template';
import { compact } from '../compact';
import { InputIds } from './inputs';
import { fillIn } from './placeholders';
import { fillText, wordsOf } from './values';

export type HeaderPreview =
  | { kind: 'text'; text: string }
  | { kind: TemplateMediaKind; file?: TemplateFile }
  | { kind: 'location'; location?: TemplateLocation }
  | { kind: 'product'; product?: string };

export interface ButtonPreview {
  text: string;
  /** What it opens, of links. */
  url?: string;
  /** What it calls. */
  phone?: string;
}

export interface PartsPreview {
  header?: HeaderPreview;
  body?: string;
  buttons: ButtonPreview[];
}

/** What the customer sees of a template, in WhatsApp's formatting. Blanks without a value stay as `{{name}}`. */
export interface TemplatePreview extends PartsPreview {
  footer?: string;
  offer?: string;
  cards: PartsPreview[];
}

export function previewTemplate(template: Template, values: TemplateValues): TemplatePreview {
  const { footer, offer, cards } = template;
  return compact<TemplatePreview>({
    ...previewParts(template, values, new InputIds()),
    footer,
    offer: offer?.text,
    cards: cards.map((card, index) => previewParts(card, values, new InputIds(index))),
  });
}

/** Each blank filled with what the template was submitted with as an example. */
export function sampleValues(inputs: readonly Pick<TemplateInput, 'id' | 'sample'>[]): TemplateValues {
  return Object.fromEntries(inputs.map(({ id, sample }) => [id, sample]));
}

function previewParts(parts: TemplateParts, values: TemplateValues, ids: InputIds): PartsPreview {
  const { body, buttons } = parts;
  return compact<PartsPreview>({
    header: previewHeader(parts, values, ids),
    body: body && fillText(body, values, (name) => ids.body(name)),
    buttons: buttons.map((button, index) => {
      const suffix = wordsOf(values[ids.button(index)]);
      return compact<ButtonPreview>({
        text: button.text,
        url: button.kind === 'url' ? fillIn(button.url, () => suffix || undefined) : undefined,
        phone: button.kind === 'phone' ? button.phone : undefined,
      });
    }),
  });
}

function previewHeader(
  { header }: TemplateParts,
  values: TemplateValues,
  ids: InputIds,
): HeaderPreview | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (header.kind === 'text') {
    return { kind: 'text', text: fillText(header, values, (name) => ids.headerText(name)) };
  }
  const value = values[ids.header];
  if (header.kind === 'product') {
    return compact<HeaderPreview>({ kind: 'product', product: wordsOf(value) || undefined });
  }
  const given = typeof value === 'object' ? value : undefined;
  if (header.kind === 'location') {
    const location = given?.type === 'location' ? given : undefined;
    return compact<HeaderPreview>({ kind: 'location', location });
  }
  const file = given?.type === 'file' ? given : undefined;
  return compact<HeaderPreview>({ kind: header.kind, file });
}
