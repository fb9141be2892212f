import type { Say, Text } from '../domain/text';
import type { FieldErrors, NextView } from './desk';
import { note } from './note';

/** A view as it was submitted: web clients tell all of it, mobile ones its id and what was entered alone. */
export interface SubmittedView {
  id: string;
  title?: { text?: string };
  blocks?: { type?: string; element?: { actionId?: string } }[];
  state?: object;
}

/**
 * Says what is wrong with a form as a whole: at the field meant for it, else at the first that is on the screen. A view
 * without fields, such as a question, gives way to the sentence: clients show no errors of a field that they don't have.
 */
export function refusal(
  say: Say,
  view: SubmittedView,
  field: string,
  sentence: Text,
): FieldErrors | NextView {
  const fields = fieldsOf(view);
  const place = fields.includes(field) ? field : fields[0];
  const title = view.title?.text ?? say('form.title');
  return place === undefined ? note(say, { id: view.id, title }, sentence) : { [place]: say(sentence) };
}

/** Web clients keep what was entered in earlier steps, so that their blocks tell more than the state. */
function fieldsOf({ blocks, state }: SubmittedView): string[] {
  return blocks
    ? blocks.flatMap(({ element }) => (element?.actionId ? [element.actionId] : []))
    : Object.keys(state ?? {});
}
