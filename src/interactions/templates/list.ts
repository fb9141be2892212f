import { text } from '../../domain/text';
import { mayUse } from '../../rocketchat/access';
import type { Click, ClickHandler, Desk } from '../desk';
import { tell } from '../tell';
import type { Asker, View } from '../views';
import { detailView } from './detailView';
import { ANY, LIST_ACTION, listView } from './listView';
import { readBlockId, type ListState } from './query';

/** The client gives up on a click after 5 s; a list that takes longer is shown by the next one. Milliseconds. */
const PATIENCE = 2_000;

/** Opens the list of the first number's templates. @returns false when no number is connected */
export async function openTemplates(desk: Desk, asker: Asker, words: string): Promise<boolean> {
  const [number] = await desk.services.numbers.all();
  if (!number) {
    return false;
  }
  const view = await viewOf(desk, asker.user, { numberId: number.id, words, page: 0 });
  await desk.views.open(view, asker);
  return true;
}

export const templateListClicks: Record<string, ClickHandler> = {
  [LIST_ACTION.search]: change((state, words) => ({ ...state, words, page: 0 })),
  [LIST_ACTION.number]: change((_, numberId) => ({ numberId, page: 0 })),
  [LIST_ACTION.language]: change((state, chosen) => ({ ...state, language: wanted(chosen), page: 0 })),
  [LIST_ACTION.status]: change((state, chosen) => ({ ...state, status: wanted(chosen), page: 0 })),
  [LIST_ACTION.category]: change((state, chosen) => ({ ...state, category: wanted(chosen), page: 0 })),
  [LIST_ACTION.previous]: turnTo(),
  [LIST_ACTION.next]: turnTo(),
  [LIST_ACTION.refresh]: turnTo({ refresh: true }),
  [LIST_ACTION.show]: {
    audience: 'agents',
    async run(desk, click) {
      const [numberId = '', templateId] = (click.value ?? '').split(/\/(.*)/);
      const list = await desk.services.templates.known(numberId);
      const template = list?.templates.find(({ id }) => id === templateId);
      if (template) {
        const rights = { numberId, mayManage: mayManage(click.user) };
        await desk.views.open(detailView(desk.say, template, rights), click);
      } else {
        await tell(desk, click, text('draft.gone'));
      }
    },
  },
};

function wanted(chosen: string): string | undefined {
  return chosen === ANY ? undefined : chosen;
}

/** A field of the list: its block tells what the list shows, its value what is to change. */
function change(next: (state: ListState, value: string) => ListState): ClickHandler {
  return {
    audience: 'agents',
    async run(desk, click) {
      const state = readBlockId(click.blockId);
      if (state) {
        await update(desk, click, next(state, click.value ?? ''));
      }
    },
  };
}

/** A button of the list, which carries what it leads to. */
function turnTo({ refresh = false } = {}): ClickHandler {
  return {
    audience: 'agents',
    async run(desk, click) {
      const state = readBlockId(click.value);
      if (state) {
        await update(desk, click, state, refresh);
      }
    },
  };
}

async function update(desk: Desk, click: Click, state: ListState, refresh = false): Promise<void> {
  await desk.views.update(await viewOf(desk, click.user, state, refresh), click);
}

async function viewOf(
  { services, say }: Desk,
  user: Click['user'],
  state: ListState,
  refresh = false,
): Promise<View> {
  const numbers = await services.numbers.all();
  const number = numbers.find(({ id }) => id === state.numberId);
  let list = await services.templates.known(state.numberId);
  if (number && (refresh || !list)) {
    await Promise.race([services.templates.refresh(number), after(PATIENCE)]);
    list = await services.templates.known(state.numberId);
  }
  return listView(say, { numbers, list, state, mayManage: mayManage(user), now: Date.now() });
}

function mayManage(user: Click['user']): boolean {
  return mayUse('administrators', user);
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
