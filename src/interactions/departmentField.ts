import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { text, type Say } from '../domain/text';
import type { Audience } from '../rocketchat/access';
import { clip } from '../whatsapp/clip';
import { searchField, selectField, type Choice } from './blocks';
import type { Click, ClickHandler, Desk } from './desk';
import { tell } from './tell';
import type { View } from './views';

/** A form's menu of departments. */
export interface DepartmentMenu {
  /** Action id of the select, and its block id as long as nothing has to be searched. */
  id: string;
  /** Action id of the search. */
  searchId: string;
  /** Keys of what is said. */
  label: string;
  hint: string;
  none: string;
  /** Where there is no such form any more. */
  gone: string;
}

/** Where new conversations of a number go. */
export const NUMBER_DEPARTMENT = {
  id: 'department',
  searchId: 'number-department-search',
  label: 'connect.department',
  hint: 'connect.departmentHint',
  none: 'connect.departmentNone',
  gone: 'edit.gone',
} as const satisfies DepartmentMenu;

/** A choice of its own: clients cannot clear a select, and take an empty value for one that was never touched. */
const NO_DEPARTMENT = 'none';

/** Choices of a menu. With more, a form with long texts would be too big to be sent back: Rocket.Chat takes 100 kB. */
const MAX_CHOICES = 50;
/** Characters of a choice; longer ones make the menu wider than the form. */
const LABEL_LENGTH = 75;

export interface Department {
  id: string;
  name: string;
}

/** What is looked for among many departments. It travels in the block ids: a click tells nothing else of the form. */
export interface DepartmentQuery {
  words: string;
  /** Stays a choice whatever is looked for. */
  chosenId?: string;
}

/** A select, and above it a search where there are more departments than it should have choices. */
export function departmentFields(
  say: Say,
  menu: DepartmentMenu,
  departments: Department[],
  { words = '', chosenId }: Partial<DepartmentQuery> = {},
): LayoutBlock[] {
  if (departments.length === 0 && !chosenId) {
    return [];
  }
  const isSearched = departments.length + 2 > MAX_CHOICES;
  const found = search(departments, words).filter(({ id }) => id !== chosenId);
  const shown = found.slice(0, MAX_CHOICES - 2).map(({ id, name }) => choice(id, name));
  const select = {
    id: menu.id,
    label: say(menu.label),
    hint: say(menu.hint),
    optional: true,
    initialValue: chosenId ?? NO_DEPARTMENT,
    choices: [choice(NO_DEPARTMENT, say(menu.none)), ...chosenChoice(say, departments, chosenId), ...shown],
  };
  if (!isSearched) {
    return [selectField(select)];
  }
  const query = { words, chosenId };
  const label = say('connect.departmentSearch', { shown: shown.length, found: found.length });
  return [
    searchField({ id: menu.searchId, blockId: blockIdOf(menu.searchId, query), label }),
    selectField({ ...select, blockId: blockIdOf(menu.id, query), live: true }),
  ];
}

/** The fields tell at once what is looked for, and what was chosen. @param viewOf shows it; nothing where that is gone */
export function departmentClicks(
  menu: DepartmentMenu,
  audience: Audience,
  viewOf: (desk: Desk, click: Click, query: DepartmentQuery) => Promise<View | undefined>,
): Record<string, ClickHandler> {
  const show = (actionId: string): ClickHandler => ({
    audience,
    async run(desk, click) {
      const view = await viewOf(desk, click, readDepartmentClick(menu, actionId, click));
      await (view ? desk.views.update(view, click) : tell(desk, click, text(menu.gone)));
    },
  });
  return { [menu.id]: show(menu.id), [menu.searchId]: show(menu.searchId) };
}

/** What the fields show after a click on one of them. */
export function readDepartmentClick(
  menu: DepartmentMenu,
  actionId: string,
  { blockId, value = '' }: { blockId?: string; value?: string },
): DepartmentQuery {
  const query = readBlockId(blockId);
  return actionId === menu.searchId
    ? { ...query, words: value.trim() }
    : { ...query, chosenId: chosenOf(value) };
}

/** @param value of the select, as it was submitted @returns undefined for none */
export function chosenOf(value = ''): string | undefined {
  return value && value !== NO_DEPARTMENT ? value : undefined;
}

/** One that is disabled or has no agents now is not offered to others. */
function chosenChoice(say: Say, departments: Department[], chosenId: string | undefined): Choice[] {
  const name = departments.find(({ id }) => id === chosenId)?.name ?? say('connect.departmentAway');
  return chosenId ? [choice(chosenId, name)] : [];
}

function choice(value: string, name: string): Choice {
  return { value, label: clip(name, LABEL_LENGTH) };
}

/** Departments that have all the words in their name, in whatever case and with or without accents. */
function search(departments: Department[], words: string): Department[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const found = departments.filter(({ name }) => wanted.every((word) => plain(name).includes(word)));
  return found.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

function plain(words: string): string {
  return words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function blockIdOf(field: string, { words, chosenId = '' }: DepartmentQuery): string {
  return `${field}?${encodeURIComponent(chosenId)}&${encodeURIComponent(words)}`;
}

function readBlockId(blockId = ''): DepartmentQuery {
  const [chosenId = '', words = ''] = (blockId.split('?')[1] ?? '').split('&').map(decodeURIComponent);
  return { words, chosenId: chosenId || undefined };
}
