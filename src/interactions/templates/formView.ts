import { createHash } from 'node:crypto';

import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { LIMITS } from '../../domain/limits';
import type { Template } from '../../domain/template';
import type { SampleFile, TemplateDraft } from '../../domain/templateDraft';
import type { Say } from '../../domain/text';
import { showTemplate } from '../../services/shown/template';
import { whyNotEditable, whyNotWritable } from '../../services/templates/management';
import { variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate, sampleValues, type PartsPreview } from '../../whatsapp/template/preview';
import { readTemplate } from '../../whatsapp/template/read';
import { writeDraft } from '../../whatsapp/template/draft/write';
import { clip } from '../../whatsapp/clip';
import { actions, divider, section } from '../blocks';
import { modal } from '../numberForm';
import { hasCategory, type DraftForm } from './draftForm';
import { showCode } from './form/codePreview';
import { draftFields } from './form/form';
import type { View } from '../views';
import { MANAGE_ACTION } from './listView';

/** Characters of a link in a preview. */
const LINK_SHOWN = 80;

interface Shown {
  files: SampleFile[];
  /** How many cards there are fields for, of a carousel. */
  cards: number;
  /** What the fields of a new template begin with. */
  from?: Template;
  preview?: LayoutBlock[];
}

export function formView(say: Say, form: DraftForm, { files, cards, from, preview = [] }: Shown): View {
  const { viewId, kind, template } = form;
  const begins = template ?? from;
  const why = template ? whyNotEditable(template) : from && whyNotWritable(from);
  const frame = { hasName: !template, hasCategory: template !== undefined && hasCategory(template) };
  const title = template ? say('draftForm.editTitle', { name: template.name }) : say('draftForm.newTitle');
  const submit = preview.length > 0 ? say('draftForm.submit') : say('draftForm.preview');
  return modal(say, { id: viewId, title, submit }, [
    ...(why ? [section(say(why))] : []),
    ...draftFields(say, frame, { kind, files, cards, ...(begins && { from: begins }) }),
    ...(kind === 'carousel' ? cardButtons(say, viewId, cards) : []),
    ...preview,
  ]);
}

export function previewBlocks(say: Say, draft: TemplateDraft): LayoutBlock[] {
  const template = readTemplate({ ...writeDraft(draft), status: 'PENDING' });
  const words = draft.code ? showCode(say, draft.code) : template && showFilled(say, template);
  return [divider(), section([say('draftForm.previewTitle'), words ?? ''].join('\n'))];
}

function showFilled(say: Say, template: Template): string {
  const preview = previewTemplate(template, sampleValues(variablesOf(template)));
  return showTemplate({ ...withShortLinks(preview), cards: preview.cards.map(withShortLinks) }, say);
}

/** The whole of a link stands in its field: twenty long ones would make the form too big to be sent back. */
function withShortLinks<Preview extends PartsPreview>(preview: Preview): Preview {
  const buttons = preview.buttons.map((button) => ({
    ...button,
    url: button.url && clip(button.url, LINK_SHOWN),
  }));
  return { ...preview, buttons };
}

/** By which it is known whether the preview of exactly this draft was shown: what is submitted is what was seen. */
export function digestOf(draft: TemplateDraft): string {
  return createHash('sha256').update(JSON.stringify(draft)).digest('hex').slice(0, 16);
}

/** One card more or one less: the client keeps what was entered in the others. */
function cardButtons(say: Say, viewId: string, cards: number): LayoutBlock[] {
  const { least, most } = LIMITS.template.cards;
  const to = (count: number): string => `${count} ${viewId}`;
  const more = { id: MANAGE_ACTION.cards, label: say('draftForm.cardMore'), value: to(cards + 1) };
  const fewer = { id: MANAGE_ACTION.cards, label: say('draftForm.cardFewer'), value: to(cards - 1) };
  return [actions(...(cards < most ? [more] : []), ...(cards > least ? [fewer] : []))];
}
