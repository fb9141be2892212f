import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { DraftHeader, DraftKind } from '../../../domain/templateDraft';
import type { Say } from '../../../domain/text';
import { selectField, textField } from '../../blocks';
import { fieldId, fileField, type Entered, type FormContext, type FormPart } from './part';

const NOTHING = 'none';

/** What can stand above the message, where not everything can. */
const CHOICES: Partial<Record<DraftKind, readonly string[]>> = { offer: ['image', 'video'] };
const ALL = ['text', 'image', 'video', 'document', 'location'];

/** What stands above the message: a choice, and the fields of whatever is chosen. */
export const headerPart: FormPart = {
  fields(say, context) {
    const { kind, from } = context;
    const choices = CHOICES[kind] ?? ALL;
    return [
      selectField({
        id: fieldId('header'),
        label: say('draftForm.header'),
        initialValue: from?.header?.kind ?? NOTHING,
        choices: [NOTHING, ...choices].map((value) => ({ value, label: say(`draftForm.header-${value}`) })),
      }),
      fileField(
        say,
        'headerFile',
        { label: say('draftForm.file'), hint: say('draftForm.fileHint') },
        context,
      ),
      ...(choices.includes('text') ? headlineFields(say, context, true) : []),
    ];
  },

  read(entered) {
    const header = readHeader(entered);
    return header ? { header } : {};
  },
};

/** A headline alone, which must be there. */
export const headlinePart: FormPart = {
  fields: (say, context) => headlineFields(say, context, false),
  read: (entered) => ({ header: readHeadline(entered) }),
};

function headlineFields(say: Say, { from }: FormContext, optional: boolean): LayoutBlock[] {
  const headline = from?.header?.kind === 'text' ? from.header : undefined;
  return [
    textField({
      id: fieldId('headline'),
      label: say('draftForm.headline'),
      optional,
      initialValue: headline?.text,
    }),
    textField({
      id: fieldId('headlineSample'),
      label: say('draftForm.headlineSample'),
      optional: true,
      initialValue: headline?.variables[0]?.sample,
    }),
  ];
}

function readHeader(entered: Entered): DraftHeader | undefined {
  const kind = entered.value('header');
  switch (kind) {
    case 'text':
      return readHeadline(entered);
    case 'location':
      return { kind };
    case 'image':
    case 'video':
    case 'document': {
      const file = entered.file('headerFile');
      return { kind, ...(file && { file }) };
    }
    default:
      return undefined;
  }
}

function readHeadline(entered: Entered): DraftHeader {
  const sample = entered.value('headlineSample');
  return { kind: 'text', text: entered.value('headline'), ...(sample && { sample }) };
}
