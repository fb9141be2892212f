import { parseButtons, writeButtonLines } from '../../../whatsapp/template/draft/buttonLines';
import { BRACES } from '../../../whatsapp/template/draft/errors';
import { textField } from '../../blocks';
import { fieldId, type FormPart } from './part';

/** The message, and an example for each of its blanks. */
export const bodyPart: FormPart = {
  fields: (say, { from }) => [
    textField({
      id: fieldId('body'),
      label: say('draftForm.body'),
      hint: say('draftForm.bodyHint', BRACES),
      optional: true,
      multiline: true,
      initialValue: from?.body?.text,
    }),
    textField({
      id: fieldId('samples'),
      label: say('draftForm.samples'),
      hint: say('draftForm.samplesHint'),
      optional: true,
      multiline: true,
      initialValue: from?.body?.variables.map(({ sample = '' }) => sample).join('\n'),
    }),
  ],
  read: (entered) => ({ body: entered.value('body'), samples: entered.lines('samples') }),
};

export const footerPart: FormPart = {
  fields: (say, { from }) => [
    textField({
      id: fieldId('footer'),
      label: say('draftForm.footer'),
      optional: true,
      initialValue: from?.footer,
    }),
  ],
  read(entered) {
    const footer = entered.value('footer');
    return footer ? { footer } : {};
  },
};

/** Buttons as lines of text. */
export const buttonsPart: FormPart = {
  fields: (say, { from }) => [
    textField({
      id: fieldId('buttons'),
      label: say('draftForm.buttons'),
      hint: say('draftForm.buttonsHint', BRACES),
      optional: true,
      multiline: true,
      initialValue: from && writeButtonLines(from.buttons),
    }),
  ],
  read: (entered) => ({ buttons: parseButtons(entered.value('buttons')) }),
};
