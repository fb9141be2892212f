import type { LayoutBlock } from '@rocket.chat/ui-kit';

import {
  DRAFT_KINDS,
  type DraftCategory,
  type DraftField,
  type DraftKind,
  type SampleFile,
  type TemplateDraft,
} from '../../../domain/templateDraft';
import type { Say } from '../../../domain/text';
import type { DraftErrors } from '../../../whatsapp/template/draft/errors';
import { TEMPLATE_LANGUAGES } from '../../../whatsapp/template/draft/languages';
import { entered, selectField, textField } from '../../blocks';
import type { FieldErrors } from '../../desk';
import { languageName } from '../../languageName';
import { cardsPart } from './cards';
import { codePart } from './code';
import { callPart, flowPart } from './flow';
import { headerPart, headlinePart } from './header';
import { offerPart } from './offer';
import { fieldId, type Entered, type FormContext, type FormField, type FormPart } from './part';
import { productCardsPart, productPart } from './product';
import { bodyPart, buttonsPart, footerPart } from './texts';

/** What the form of each kind asks for, in the order in which it is shown. */
const PARTS: Record<DraftKind, readonly FormPart[]> = {
  content: [headerPart, bodyPart, footerPart, buttonsPart],
  flow: [headerPart, bodyPart, footerPart, flowPart],
  call: [headerPart, bodyPart, footerPart, callPart],
  carousel: [bodyPart, cardsPart],
  offer: [headerPart, offerPart, bodyPart],
  catalog: [bodyPart, footerPart],
  products: [headlinePart, bodyPart, footerPart],
  product: [productPart, bodyPart, footerPart],
  productCards: [bodyPart, productCardsPart],
  code: [codePart],
};

/** Which fields a form has besides the content. */
export interface FormFrame {
  hasName: boolean;
  hasCategory: boolean;
}

export function draftFields(say: Say, frame: FormFrame, context: FormContext): LayoutBlock[] {
  return [
    ...(frame.hasName ? nameFields(say, context) : []),
    ...(frame.hasCategory ? categoryField(say, context) : []),
    ...PARTS[context.kind].flatMap((part) => part.fields(say, context)),
  ];
}

/** What a form was submitted with. */
export interface Filled {
  kind: DraftKind;
  /** The view's values as the client sends them: `{ <block id>: { <action id>: value } }`. */
  state: unknown;
  /** How many cards it has fields for. */
  cards: number;
  /** That could be chosen. */
  files: readonly SampleFile[];
}

/** @param fixed what the form has no field for */
export function readDraft(filled: Filled, fixed: Partial<TemplateDraft>): TemplateDraft {
  const entered = enteredIn(filled);
  const { kind } = filled;
  const chosen = DRAFT_KINDS[kind].find((category) => category === entered.value('category'));
  const draft: TemplateDraft = {
    kind,
    name: entered.value('name'),
    language: entered.value('language'),
    category: chosen ?? DRAFT_KINDS[kind][0],
    body: '',
    samples: [],
    buttons: [],
  };
  return Object.assign(draft, ...PARTS[kind].map((part) => part.read(entered)), fixed) as TemplateDraft;
}

export function draftErrors(say: Say, errors: DraftErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([field, error]) =>
      error ? [[fieldId(field as DraftField), say(error)] as const] : [],
    ),
  );
}

function enteredIn({ kind, state, cards, files }: Filled): Entered {
  const value = (field: FormField): string => entered(state, fieldId(field))?.trim() ?? '';
  return {
    kind,
    cards,
    value,
    lines: (field) =>
      value(field)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    file: (field) => files.find(({ id }) => id === value(field)),
  };
}

function nameFields(say: Say, { from }: FormContext): LayoutBlock[] {
  return [
    textField({
      id: fieldId('name'),
      label: say('draftForm.name'),
      hint: say('draftForm.nameHint'),
      initialValue: from?.name,
    }),
    selectField({
      id: fieldId('language'),
      label: say('draftForm.language'),
      choices: TEMPLATE_LANGUAGES.map((code) => ({ value: code, label: languageName(code) })),
    }),
  ];
}

/** Of kinds that WhatsApp takes in several categories. */
function categoryField(say: Say, { kind, from }: FormContext): LayoutBlock[] {
  const categories: readonly DraftCategory[] = DRAFT_KINDS[kind];
  const field = selectField({
    id: fieldId('category'),
    label: say('draftForm.category'),
    hint: say('draftForm.categoryHint'),
    initialValue: from?.category ?? categories[0],
    choices: categories.map((value) => ({ value, label: say(`template.category-${value}`) })),
  });
  return categories.length > 1 ? [field] : [];
}
