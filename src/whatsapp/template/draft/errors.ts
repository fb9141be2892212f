import type { DraftField, TemplateDraft } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';

/** What is wrong with a draft, by field. */
export type DraftErrors = Partial<Record<DraftField, Text>>;

/** Looks at a part of a draft. */
export type DraftCheck = (draft: TemplateDraft) => DraftErrors;

/** Sentences have braces of their own, for their parameters. */
export const BRACES = { open: '{{', close: '}}' };

export function tooLong({ length }: string, limit: number): Text | undefined {
  return length > limit ? text('template.wrong.long', { length, limit }) : undefined;
}
