import { graphError } from '../api/errors';
import type { TemplateComponent } from '../state/records';

export interface Draft {
  category: string;
  components: TemplateComponent[];
}

/** Whether an example was uploaded. */
export type IsHandle = (handle: string) => boolean;

const FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT'];
const FILES = ['IMAGE', 'VIDEO', 'DOCUMENT'];
const PLACEHOLDER = /\{\{[^{}]+\}\}/g;

/** @param limits characters, by type */
export function checkComponent(
  component: TemplateComponent,
  isHandle: IsHandle,
  limits: Record<string, number>,
): void {
  const { type, format = '', text = '' } = component;
  const { header_handle: handles } = exampleOf(component);
  if (type === 'HEADER' && !FORMATS.includes(format)) {
    throw refused(`A header has no format ${format}.`, 2388072);
  }
  if (FILES.includes(format) && !(handles as string[] | undefined)?.every(isHandle)) {
    throw refused('A header with a file needs an example that was uploaded.', 2388273);
  }
  const isText = type === 'BODY' || type === 'FOOTER' || format === 'TEXT';
  if (isText) {
    checkText(component, text, limits[type] ?? Infinity);
  }
}

export function buttonsOf(components: TemplateComponent[]): NonNullable<TemplateComponent['buttons']> {
  return find(components, 'BUTTONS')?.buttons ?? [];
}

export function find(components: TemplateComponent[], type: string): TemplateComponent | undefined {
  return components.find((component) => component.type === type);
}

export function refused(userMessage: string, subcode: number) {
  return graphError(100, 'Invalid parameter', { subcode, userMessage });
}

function checkText(component: TemplateComponent, text: string, limit: number): void {
  const { type } = component;
  const blanks = new Set(text.match(PLACEHOLDER) ?? []);
  if (text === '' || text.length > limit) {
    throw refused(`The ${type.toLowerCase()} needs a text of at most ${limit} characters.`, 2388040);
  }
  if (type === 'BODY' && [...blanks].some((blank) => text.startsWith(blank) || text.endsWith(blank))) {
    throw refused("Variables can't be at the start or end of the template.", 2388299);
  }
  if (type === 'FOOTER' && blanks.size > 0) {
    throw refused('The footer cannot have variables.', 2388023);
  }
  if (blanks.size !== examplesOf(component)) {
    throw refused('Every variable needs an example.', 2388043);
  }
}

/** How many examples a text has, in either form. */
function examplesOf(component: TemplateComponent): number {
  const example = exampleOf(component);
  const named = example.body_text_named_params ?? example.header_text_named_params;
  const [first] = (example.body_text ?? []) as unknown[];
  const plain = component.type === 'HEADER' ? example.header_text : first;
  return [named, plain].find((list): list is unknown[] => Array.isArray(list))?.length ?? 0;
}

function exampleOf({ example }: TemplateComponent): Record<string, unknown> {
  return (example ?? {}) as Record<string, unknown>;
}
