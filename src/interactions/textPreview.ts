import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { AUTOMATIC_MESSAGES, type ConnectedNumber } from '../domain/number';
import { fillIn } from '../domain/placeholders';
import type { Say } from '../domain/text';
import { beginningOf } from '../whatsapp/clip';
import { divider, section } from './blocks';

/** Letters of a text that its preview shows; the whole of it stands in its field. */
const SHOWN = 600;

/**
 * How the texts of a number reach a customer, with example names. They are those that are stored: a form does not tell
 * what is typed into it.
 */
export function previewOf(
  say: Say,
  { departmentId, displayNumber, messages, verifiedName }: ConnectedNumber,
  departments: { id: string; name: string }[],
): LayoutBlock[] {
  const department = departments.find(({ id }) => id === departmentId)?.name;
  const values = {
    'contact.name': say('edit.exampleContact'),
    'agent.name': say('edit.exampleAgent'),
    'department.name': department ?? verifiedName,
    'business.number': displayNumber,
  };
  const previews = AUTOMATIC_MESSAGES.flatMap((name) => {
    const words = fillIn(messages[name] ?? '', values);
    const shown = words.length > SHOWN ? `${beginningOf(words, SHOWN)}…` : words;
    return words
      ? [section(say('edit.previewOf', { label: say(`edit.preview-${name}`), words: shown }))]
      : [];
  });
  return previews.length > 0 ? [divider(), section(say('edit.preview')), ...previews] : [];
}
