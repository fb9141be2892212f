import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { AUTOMATIC_MESSAGES, type AutomaticMessages } from '../domain/number';
import { placeholder, PLACEHOLDERS } from '../domain/placeholders';
import { text, type Say } from '../domain/text';
import { textField } from './blocks';

/** Fields for the texts that customers get by themselves. @param idOf block id and action id of each */
export function textFields(
  say: Say,
  messages: AutomaticMessages = {},
  idOf: (name: keyof AutomaticMessages) => string = (name) => name,
): LayoutBlock[] {
  return AUTOMATIC_MESSAGES.map((name) =>
    textField({
      id: idOf(name),
      label: say(`connect.${name}`),
      hint: say('connect.placeholders', {
        hint: text(`connect.${name}Hint`),
        known: PLACEHOLDERS[name].map(placeholder).join(', '),
      }),
      optional: true,
      multiline: true,
      initialValue: messages[name],
    }),
  );
}
