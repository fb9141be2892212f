import { graphError } from '../api/errors';
import type { TemplateComponent } from '../state/records';

interface Draft {
  category: string;
  components: TemplateComponent[];
}

const FILES = ['IMAGE', 'VIDEO', 'DOCUMENT'];
const PLACEHOLDER = /\{\{[^{}]+\}\}/g;

/**
 * What Meta refuses in a template at once, before anybody reviews it.
 * @throws ApiError 100 with words for people
 * @param isHandle whether an example was uploaded
 */
export function checkDraft({ category, components }: Draft, isHandle: (handle: string) => boolean): void {
  const body = components.find(({ type }) => type === 'BODY');
  if (!body) {
    throw refused('A template needs a body.', 2388001);
  }
  if (category === 'AUTHENTICATION') {
    return;
  }
  for (const { type, text = '', format, ...rest } of components) {
    checkText(type, text);
    const { header_handle: handles } = (rest.example ?? {}) as { header_handle?: string[] };
    if (type === 'HEADER' && FILES.includes(format ?? '') && !handles?.every(isHandle)) {
      throw refused('A header with a file needs an example that was uploaded.', 2388273);
    }
  }
}

function checkText(type: string, text: string): void {
  const blanks = text.match(PLACEHOLDER) ?? [];
  const limit = type === 'BODY' ? 1024 : 60;
  if (text.length > limit) {
    throw refused(`The ${type.toLowerCase()} has more than ${limit} characters.`, 2388040);
  }
  if (type === 'BODY' && blanks.some((blank) => text.startsWith(blank) || text.endsWith(blank))) {
    throw refused("Variables can't be at the start or end of the template.", 2388299);
  }
  if (type === 'FOOTER' && blanks.length > 0) {
    throw refused('The footer cannot have variables.', 2388023);
  }
}

function refused(userMessage: string, subcode: number) {
  return graphError(100, 'Invalid parameter', { subcode, userMessage });
}
