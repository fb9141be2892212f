import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Template } from '../../../domain/template';
import type { DraftField, DraftKind, SampleFile, TemplateDraft } from '../../../domain/templateDraft';
import type { Say } from '../../../domain/text';
import { selectField } from '../../blocks';

/** Fields beside those at which something can be wrong. */
type Choice =
  | 'category'
  | 'header'
  | 'flowAction'
  | 'offerExpires'
  | 'offerSample'
  | 'productButton'
  | 'productSample'
  | 'codeWarns';

export type FormField = DraftField | Choice;

/** What a form is made for. */
export interface FormContext {
  kind: DraftKind;
  /** What can be chosen as an example of a file. */
  files: SampleFile[];
  /** How many cards there are fields for. */
  cards: number;
  /** The template that it begins with. */
  from?: Template;
}

/** What was entered. */
export interface Entered {
  kind: DraftKind;
  cards: number;
  /** Trimmed; empty when nothing was. */
  value(field: FormField): string;
  /** Those that are not empty. */
  lines(field: FormField): string[];
  file(field: FormField): SampleFile | undefined;
}

/** A part of a form: some kinds of templates have it. */
export interface FormPart {
  fields(say: Say, context: FormContext): LayoutBlock[];
  read(entered: Entered): Partial<TemplateDraft>;
}

/** Block id and action id of a field. */
export function fieldId(field: FormField): string {
  return `template${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

/** A choice with an empty value would count as none in the client. */
const NO_FILE = 'none';

/** Characters of a file's name in a list: ten lists of them must fit into one form. */
const NAME_SHOWN = 40;

/** The latest files of the setup room: forms have no field for files. @param hint where there is none above it */
export function fileField(
  say: Say,
  field: FormField,
  { label, hint }: { label: string; hint?: string },
  { files }: FormContext,
): LayoutBlock {
  return selectField({
    id: fieldId(field),
    label,
    hint,
    optional: true,
    initialValue: NO_FILE,
    choices: [
      { value: NO_FILE, label: say('draftForm.noFile') },
      ...files.map(({ id, name }) => ({ value: id, label: name.slice(0, NAME_SHOWN) })),
    ],
  });
}
