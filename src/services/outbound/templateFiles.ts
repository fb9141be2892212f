import type { FilledTemplate } from '../../domain/template';

/** Puts media ids where placeholders stand. */
export function withMediaIds(
  template: FilledTemplate,
  mediaIds: ReadonlyMap<string, string>,
): FilledTemplate {
  const replace = (key: string, value: unknown): unknown =>
    key === 'id' && typeof value === 'string' ? (mediaIds.get(value) ?? value) : value;
  const components = JSON.parse(JSON.stringify(template.components), replace) as object[];
  return { ...template, components };
}
