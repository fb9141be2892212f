import type { Template } from '../../domain/template';

/** What somebody looks for. What is absent doesn't matter. */
export interface TemplateQuery {
  /** Part of the name or of the text, in whatever case. */
  words?: string;
  language?: string;
  /** Meta's word, in whatever case. */
  status?: string;
  /** Meta's word, in whatever case. */
  category?: string;
}

export function searchTemplates(templates: readonly Template[], query: TemplateQuery): Template[] {
  const words = query.words?.trim().toLowerCase() ?? '';
  return templates.filter(
    (template) =>
      textsOf(template).some((text) => text.toLowerCase().includes(words)) &&
      fits(query.language, template.language) &&
      fits(query.status, template.status) &&
      fits(query.category, template.category),
  );
}

function textsOf({ name, body }: Template): string[] {
  return [name, body?.text ?? ''];
}

function fits(wanted: string | undefined, found: string): boolean {
  return !wanted || wanted.toLowerCase() === found.toLowerCase();
}
