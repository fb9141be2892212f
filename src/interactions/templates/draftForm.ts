import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Template } from '../../domain/template';
import type {
  DraftCategory,
  DraftField,
  DraftHeader,
  SampleFile,
  TemplateDraft,
} from '../../domain/templateDraft';
import type { Say } from '../../domain/text';
import type { DraftErrors } from '../../whatsapp/template/checkDraft';
import { parseButtons, writeButtons } from '../../whatsapp/template/draftButtons';
import { TEMPLATE_LANGUAGES } from '../../whatsapp/template/languages';
import { selectField, textField } from '../blocks';
import type { FieldErrors } from '../desk';

/** Block ids of the form. */
export const DRAFT_FIELD: Record<DraftField | 'headerKind', string> = {
  name: 'templateName',
  language: 'templateLanguage',
  category: 'templateCategory',
  headerKind: 'templateHeaderKind',
  header: 'templateHeadline',
  headerSample: 'templateHeadlineSample',
  headerFile: 'templateHeaderFile',
  body: 'templateBody',
  samples: 'templateSamples',
  footer: 'templateFooter',
  buttons: 'templateButtons',
};

/** A choice with an empty value would count as none in the client. */
const NO_FILE = 'none';

/** Which fields a form has besides the content. */
export interface DraftFormKind {
  hasName: boolean;
  hasCategory: boolean;
  /** What can be chosen as an example of the file above the message. */
  files: SampleFile[];
}

export function draftFields(
  say: Say,
  { hasName, hasCategory, files }: DraftFormKind,
  from?: Template,
): LayoutBlock[] {
  return [
    ...(hasName ? nameFields(say, from) : []),
    ...(hasCategory ? [categoryField(say, from)] : []),
    ...headerFields(say, files, from),
    textField({
      id: DRAFT_FIELD.body,
      label: say('draftForm.body'),
      hint: say('draftForm.bodyHint', { open: '{{', close: '}}' }),
      optional: true,
      multiline: true,
      initialValue: from?.body?.text,
    }),
    textField({
      id: DRAFT_FIELD.samples,
      label: say('draftForm.samples'),
      hint: say('draftForm.samplesHint'),
      optional: true,
      multiline: true,
      initialValue: from?.body?.variables.map(({ sample = '' }) => sample).join('\n'),
    }),
    textField({
      id: DRAFT_FIELD.footer,
      label: say('draftForm.footer'),
      optional: true,
      initialValue: from?.footer,
    }),
    textField({
      id: DRAFT_FIELD.buttons,
      label: say('draftForm.buttons'),
      hint: say('draftForm.buttonsHint', { open: '{{', close: '}}' }),
      optional: true,
      multiline: true,
      initialValue: from && writeButtons(from.buttons),
    }),
  ];
}

function nameFields(say: Say, from?: Template): LayoutBlock[] {
  return [
    textField({
      id: DRAFT_FIELD.name,
      label: say('draftForm.name'),
      hint: say('draftForm.nameHint'),
      initialValue: from?.name,
    }),
    selectField({
      id: DRAFT_FIELD.language,
      label: say('draftForm.language'),
      choices: TEMPLATE_LANGUAGES.map((code) => ({ value: code, label: languageName(code) })),
    }),
  ];
}

function categoryField(say: Say, from?: Template): LayoutBlock {
  const categories: DraftCategory[] = ['UTILITY', 'MARKETING', 'AUTHENTICATION'];
  return selectField({
    id: DRAFT_FIELD.category,
    label: say('draftForm.category'),
    hint: say('draftForm.categoryHint'),
    initialValue: from?.category ?? 'UTILITY',
    choices: categories.map((value) => ({ value, label: say(`template.category-${value}`) })),
  });
}

function headerFields(say: Say, files: SampleFile[], from?: Template): LayoutBlock[] {
  const header = from?.header;
  const headline = header?.kind === 'text' ? header : undefined;
  const kinds = ['none', 'text', 'image', 'video', 'document', 'location'];
  return [
    selectField({
      id: DRAFT_FIELD.headerKind,
      label: say('draftForm.header'),
      initialValue: header?.kind ?? 'none',
      choices: kinds.map((value) => ({ value, label: say(`draftForm.header-${value}`) })),
    }),
    selectField({
      id: DRAFT_FIELD.headerFile,
      label: say('draftForm.file'),
      hint: say('draftForm.fileHint'),
      optional: true,
      initialValue: NO_FILE,
      choices: [
        { value: NO_FILE, label: say('draftForm.noFile') },
        ...files.map(({ id, name }) => ({ value: id, label: name })),
      ],
    }),
    textField({
      id: DRAFT_FIELD.header,
      label: say('draftForm.headline'),
      optional: true,
      initialValue: headline?.text,
    }),
    textField({
      id: DRAFT_FIELD.headerSample,
      label: say('draftForm.headlineSample'),
      optional: true,
      initialValue: headline?.variables[0]?.sample,
    }),
  ];
}

/**
 * What was entered.
 * @param state the view's values as the client sends them: `{ <block id>: { <action id>: value } }`
 * @param files that could be chosen
 * @param fixed what the form has no field for
 */
export function readDraft(
  state: unknown,
  files: readonly SampleFile[],
  fixed: Partial<TemplateDraft> = {},
): TemplateDraft {
  const value = (field: keyof typeof DRAFT_FIELD): string => {
    const id = DRAFT_FIELD[field];
    const entered = (state as Record<string, Record<string, unknown> | undefined> | undefined)?.[id]?.[id];
    return typeof entered === 'string' ? entered.trim() : '';
  };
  const file = files.find(({ id }) => id === value('headerFile'));
  const kind = value('headerKind');
  const header = isFileKind(kind)
    ? { kind, ...(file && { file }) }
    : readHeader(kind, value('header'), value('headerSample'));
  const footer = value('footer');
  return {
    name: value('name'),
    language: value('language'),
    category: readCategory(value('category')),
    body: value('body'),
    samples: value('samples')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    buttons: parseButtons(value('buttons')),
    ...(header && { header }),
    ...(footer && { footer }),
    ...fixed,
  };
}

function isFileKind(kind: string): kind is 'image' | 'video' | 'document' {
  return kind === 'image' || kind === 'video' || kind === 'document';
}

function readHeader(kind: string, headline: string, sample: string): DraftHeader | undefined {
  if (kind === 'location') {
    return { kind: 'location' };
  }
  return kind === 'text' ? { kind: 'text', text: headline, ...(sample && { sample }) } : undefined;
}

function readCategory(chosen: string): DraftCategory {
  return chosen === 'MARKETING' || chosen === 'AUTHENTICATION' ? chosen : 'UTILITY';
}

export function draftErrors(say: Say, errors: DraftErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([field, error]) => [DRAFT_FIELD[field as DraftField], say(error)]),
  );
}

/** In its own language, as people look for it, with WhatsApp's code. */
function languageName(code: string): string {
  const tag = code.replace('_', '-');
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  return `${name ?? code} (${code})`;
}
