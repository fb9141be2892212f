import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { Say } from '../../domain/text';
import { ageOfList, categoryWords, statusWords, templateFacts } from '../../services/shown/templateFacts';
import type { TemplateList } from '../../services/templates/ports';
import { searchTemplates } from '../../services/templates/search';
import { actions, menus, searchField, section, type Choice, type Menu } from '../blocks';
import type { View } from '../views';
import { blockIdOf, type ListState } from './query';

const LIST_VIEW = 'view-templates';

/** Action ids of the list. */
export const LIST_ACTION = {
  search: 'template-search',
  number: 'template-number',
  language: 'template-language',
  status: 'template-status',
  category: 'template-category',
  previous: 'template-previous',
  next: 'template-next',
  refresh: 'template-refresh',
  show: 'template-show',
} as const;

/** Action ids of what changes templates. */
export const MANAGE_ACTION = {
  create: 'template-create',
  kind: 'template-kind',
  cards: 'template-cards',
  edit: 'template-edit',
  duplicate: 'template-duplicate',
  remove: 'template-delete',
} as const;

/** Templates on a page: with their buttons a contextual bar stays quick to draw. */
const PAGE = 10;

/** Choices of a menu: Rocket.Chat draws all of them at once. */
const MAX_CHOICES = 100;

export interface Listed {
  numbers: ConnectedNumber[];
  /** Undefined while they are fetched for the first time. */
  list?: TemplateList;
  state: ListState;
  /** Whether whoever looks may change templates. */
  mayManage: boolean;
  /** Unix milliseconds. */
  now: number;
}

export function listView(say: Say, { numbers, list, state, mayManage, now }: Listed): View {
  const all = list?.templates ?? [];
  const found = searchTemplates(all, state);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(state.page, pages - 1);
  const shown = found.slice(page * PAGE, (page + 1) * PAGE);
  const refresh = {
    id: LIST_ACTION.refresh,
    label: say('template.refresh'),
    value: blockIdOf('list', state),
  };
  const create = { id: MANAGE_ACTION.create, label: say('template.create'), value: state.numberId };
  const age = list ? ageOfList(list, now, say) : say('template.fetching');
  return {
    type: UIKitSurfaceType.CONTEXTUAL_BAR,
    id: LIST_VIEW,
    title: { type: 'plain_text', text: say('template.listTitle') },
    blocks: [
      searchField({
        id: LIST_ACTION.search,
        blockId: blockIdOf('search', state),
        label: say('template.search'),
      }),
      menus(blockIdOf('filters', state), filters(say, numbers, all, state)),
      section([say('template.count', { found: found.length, all: all.length }), age].join('\n')),
      actions(refresh, ...(mayManage ? [create] : [])),
      ...shown.flatMap((template) => row(say, template, state.numberId)),
      ...paging(say, { ...state, page }, pages),
    ],
  };
}

function row(say: Say, template: Template, numberId: string): LayoutBlock[] {
  const value = `${numberId}/${template.id}`;
  return [
    section(templateFacts(template, say)),
    actions({ id: LIST_ACTION.show, label: say('template.show'), value }),
  ];
}

function paging(say: Say, state: ListState, pages: number): LayoutBlock[] {
  const { page } = state;
  const to = (target: number): string => blockIdOf('list', { ...state, page: target });
  const previous = { id: LIST_ACTION.previous, label: say('template.previous'), value: to(page - 1) };
  const next = { id: LIST_ACTION.next, label: say('template.next'), value: to(page + 1) };
  const buttons = [...(page > 0 ? [previous] : []), ...(page < pages - 1 ? [next] : [])];
  return buttons.length > 0
    ? [section(say('template.page', { page: page + 1, pages })), actions(...buttons)]
    : [];
}

/** A choice with an empty value would count as none in the client. */
export const ANY = 'any';

function filters(say: Say, numbers: ConnectedNumber[], all: Template[], state: ListState): Menu[] {
  const any = (label: string): Choice => ({ value: ANY, label: say(label) });
  const words = (texts: string[]): string[] => [...new Set(texts)].sort().slice(0, MAX_CHOICES);
  const languages = words(all.map(({ language }) => language));
  const statuses = words(all.map(({ status }) => status));
  const categories = words(all.map(({ category }) => category));
  const choices = numbers.map(({ id, displayNumber }) => ({ value: id, label: displayNumber }));
  const ofNumbers = { id: LIST_ACTION.number, placeholder: say('template.number'), choices };
  return [
    ...(numbers.length > 1 ? [{ ...ofNumbers, initialValue: state.numberId }] : []),
    {
      id: LIST_ACTION.language,
      placeholder: say('template.language'),
      choices: [any('template.anyLanguage'), ...languages.map((value) => ({ value, label: value }))],
      initialValue: state.language,
    },
    {
      id: LIST_ACTION.status,
      placeholder: say('template.status'),
      choices: [
        any('template.anyStatus'),
        ...statuses.map((value) => ({ value, label: statusWords(value, say) })),
      ],
      initialValue: state.status,
    },
    {
      id: LIST_ACTION.category,
      placeholder: say('template.category'),
      choices: [
        any('template.anyCategory'),
        ...categories.map((value) => ({ value, label: categoryWords(value, say) })),
      ],
      initialValue: state.category,
    },
  ];
}
