import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { Say, Text } from '../../domain/text';
import { findTemplates } from '../../services/outreach/catalogue';
import type { Draft } from '../../services/outreach/ports';
import type { TemplateList } from '../../services/templates/ports';
import { showTemplate } from '../../services/shown/template';
import { takesMoreCards } from '../../whatsapp/template/cards';
import { variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate } from '../../whatsapp/template/preview';
import { whyNotSendable } from '../../whatsapp/template/sendable';
import { actions, section, selectField, textField } from '../blocks';
import {
  departmentFields,
  type Department,
  type DepartmentMenu,
  type DepartmentQuery,
} from '../departmentField';
import { modal } from '../numberForm';
import type { View } from '../views';
import { valueFields } from './fields';

export const SEND_TEMPLATE = 'send-template';

/** Who gets the answer when the sender is not there. */
export const ANSWER_DEPARTMENT = {
  id: 'recipientDepartment',
  searchId: 'recipient-department-search',
  label: 'send.department',
  hint: 'send.departmentHint',
  none: 'send.departmentNone',
  gone: 'send.gone',
} as const satisfies DepartmentMenu;

/** Block ids of the fields that every dialogue has. */
export const FIELD = {
  phone: 'recipientPhone',
  number: 'recipientNumber',
  department: ANSWER_DEPARTMENT.id,
  search: 'send-template-search',
  template: 'template',
} as const;

/** Ids of the buttons in the views. */
export const STEP = {
  turn: 'send-template-page',
  change: 'send-template-change',
  other: 'send-template-other',
  cards: 'send-template-cards',
} as const;

/** Templates that are found but cannot be sent, as far as they are named. */
const NAMED = 5;

/** To whom, from which number, and who gets the answer. */
export function recipientView(
  say: Say,
  draft: Draft,
  {
    numbers,
    departments,
    phone,
    query,
  }: {
    numbers: ConnectedNumber[];
    departments: Department[];
    phone?: string;
    query?: DepartmentQuery;
  },
): View {
  const numberField = selectField({
    id: FIELD.number,
    label: say('send.number'),
    initialValue: numbers[0]?.id,
    choices: numbers.map(({ id, displayNumber }) => ({ value: id, label: displayNumber })),
  });
  return stepView(say, draft, { title: say('send.title'), submit: say('send.next') }, [
    textField({
      id: FIELD.phone,
      label: say('send.phone'),
      hint: say('send.phoneHint'),
      initialValue: phone,
    }),
    ...(numbers.length > 1 ? [numberField] : []),
    ...departmentFields(say, ANSWER_DEPARTMENT, departments, query),
    section(say('send.consent')),
  ]);
}

/** @param list undefined while the templates are being fetched */
export function choiceView(
  say: Say,
  draft: Draft,
  list: Pick<TemplateList, 'templates' | 'problem'> | undefined,
  problem?: Text,
): View {
  const step = { title: say('send.title'), submit: say('send.next') };
  if (!list) {
    const again = actions({ id: STEP.other, label: say('send.reload') });
    return stepView(say, draft, step, [...notes(say, draft), section(say('send.fetching')), again]);
  }
  const found = findTemplates(list.templates, draft.search, draft.page);
  const { templates, count, page, pages, unsendable } = found;
  const choices = templates.map(({ id, name, language }) => ({ value: id, label: `${name} (${language})` }));
  const turn = [
    ...(page > 0 ? [{ id: STEP.turn, label: say('send.previousPage'), value: String(page - 1) }] : []),
    ...(page < pages - 1 ? [{ id: STEP.turn, label: say('send.nextPage'), value: String(page + 1) }] : []),
  ];
  return stepView(say, draft, step, [
    ...notes(say, draft, problem ?? (list.templates.length === 0 ? list.problem : undefined)),
    textField({
      id: FIELD.search,
      label: say('send.search'),
      optional: true,
      live: true,
      initialValue: draft.search || undefined,
    }),
    choices.length > 0
      ? selectField({
          // Of another id for each list: clients keep what was chosen by it.
          id: `${FIELD.template}/${page}/${draft.search}`,
          label: say('send.template', { from: page * 100 + 1, to: page * 100 + choices.length, count }),
          choices,
          initialValue: choices.find(({ value }) => value === draft.templateId)?.value,
        })
      : section(say(draft.search ? 'send.noneFound' : 'send.noTemplates')),
    ...(turn.length > 0 ? [actions(...turn)] : []),
    ...(draft.search
      ? unsendable.slice(0, NAMED).map((template) =>
          section(
            say('send.unsendable', {
              template: `${template.name} (${template.language})`,
              reason: whyNotSendable(template)!,
            }),
          ),
        )
      : []),
  ]);
}

/**
 * The preview is the next step. Clients can tell of a text 0.7 s after its last letter (`on_character_entered`), but with
 * the value of that field alone, and by one timer for all fields, so that whoever changes over quickly leaves one untold;
 * of menus with `on_item_selected`, which locks them meanwhile. Only what is submitted has the state of the whole form.
 * Rocket.Chat: `useModalContextValue`, `useUiKitState`.
 */
export function valuesView(say: Say, draft: Draft, template: Template): View {
  const fields = valueFields(say, template, draft);
  return stepView(say, draft, { title: template.name.slice(0, 60), submit: say('send.preview') }, [
    ...notes(say, draft),
    section(showTemplate(previewTemplate(template, {}), say)),
    ...fields,
    ...cardButtons(say, draft, template),
    ...(fields.length > 0 ? [section(say('send.facts', { facts: factNames(draft) }))] : []),
    actions({ id: STEP.other, label: say('send.other') }),
  ]);
}

/** One card more or one less, where the carousel takes them: the client keeps what was entered in the others. */
function cardButtons(say: Say, { moreCards = 0 }: Draft, template: Template): LayoutBlock[] {
  const more = { id: STEP.cards, label: say('draftForm.cardMore'), value: String(moreCards + 1) };
  const fewer = { id: STEP.cards, label: say('draftForm.cardFewer'), value: String(moreCards - 1) };
  const buttons = [...(takesMoreCards(template) ? [more] : []), ...(moreCards > 0 ? [fewer] : [])];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

/** The template exactly as the customer will see it. */
export function previewView(say: Say, draft: Draft, template: Template, problem?: Text): View {
  const hasValues = variablesOf(template).length > 0;
  return stepView(say, draft, { title: say('send.previewTitle'), submit: say('send.submit') }, [
    ...notes(say, draft, problem),
    section(showTemplate(previewTemplate(template, draft.values), say)),
    actions(...(hasValues ? [{ id: STEP.change, label: say('send.change') }] : []), {
      id: STEP.other,
      label: say('send.other'),
    }),
  ]);
}

/** There is nothing more to do. */
export function doneView(say: Say, draft: Draft, hasRoom: boolean): View {
  return {
    type: UIKitSurfaceType.MODAL,
    id: viewId(draft),
    title: { type: 'plain_text', text: say('send.doneTitle') },
    // Clients keep what a view that takes the place of another one does not name.
    submit: undefined,
    blocks: [section(say(hasRoom ? 'send.doneInRoom' : 'send.done', { recipient: draft.recipient }))],
  };
}

function notes(say: Say, { recipient, roomId }: Draft, problem?: Text): LayoutBlock[] {
  return [
    ...(problem ? [section(`⚠️ ${say(problem)}`)] : []),
    section(say(roomId ? 'send.toRoom' : 'send.toNobody', { recipient })),
  ];
}

function factNames({ facts }: Draft): string {
  return Object.keys(facts)
    .map((name) => `{${name}}`)
    .join(', ');
}

function stepView(
  say: Say,
  draft: Draft,
  { title, submit }: { title: string; submit: string },
  blocks: LayoutBlock[],
): View {
  return modal(say, { id: viewId(draft), title, submit }, blocks);
}

function viewId({ id }: Draft): string {
  return `${SEND_TEMPLATE}:${id}`;
}
