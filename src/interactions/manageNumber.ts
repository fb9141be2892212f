import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import { section } from './blocks';
import { ACTION } from './cards';
import { say, type Click, type ClickHandler, type Desk, type SubmitHandler } from './desk';
import { FIELD, fieldErrors, modal, numberFields, readNumberForm, type View } from './numberForm';

const EDIT_VIEW = 'edit-number';
const DISCONNECT_VIEW = 'disconnect-number';

/** The buttons at a number. They carry its id, and may be older than what they are about. */
export const numberClicks: Record<string, ClickHandler> = {
  [ACTION.edit]: {
    audience: 'administrators',
    run: (desk, click) =>
      openFor(desk, click, async (number) => {
        const fields = numberFields(await desk.services.workspace.departments(), number);
        const title = say('edit.title', { number: number.displayNumber });
        return modal(`${EDIT_VIEW}:${number.id}`, title, say('edit.submit'), fields);
      }),
  },
  [ACTION.disconnect]: {
    audience: 'administrators',
    run: (desk, click) =>
      openFor(desk, click, ({ id, displayNumber }) => {
        const question = section(say('disconnect.question', { number: displayNumber }));
        const view = `${DISCONNECT_VIEW}:${id}`;
        return modal(view, say('disconnect.title'), say('number.disconnect'), [question], true);
      }),
  },
};

export const numberSubmits: Record<string, SubmitHandler> = {
  [EDIT_VIEW]: {
    audience: 'administrators',
    field: FIELD.apiKey,
    async run({ services }, { subject, state }) {
      const result = await services.connection.edit(subject, readNumberForm(state));
      if (!result.ok) {
        return fieldErrors(result.refusal);
      }
      await services.notices.toSetupRoom(text('edit.done', { number: result.number.displayNumber }));
      return undefined;
    },
  },
  [DISCONNECT_VIEW]: {
    audience: 'administrators',
    field: DISCONNECT_VIEW,
    async run({ services }, { subject }) {
      const disconnected = await services.connection.disconnect(subject);
      if (disconnected) {
        const { number, restored } = disconnected;
        const outcome = restored ? 'disconnect.done' : 'disconnect.webhookLeft';
        await services.notices.toSetupRoom(text(outcome, { number: number.displayNumber }));
      }
      return undefined;
    },
  },
};

async function openFor(
  { services, accessors }: Desk,
  { user, triggerId, value }: Click,
  view: (number: ConnectedNumber) => View | Promise<View>,
): Promise<void> {
  const number = value ? await services.numbers.byId(value, { fresh: true }) : undefined;
  if (!number) {
    await services.notices.toSetupRoom(text('edit.gone'));
    return;
  }
  if (triggerId) {
    await accessors.modify.getUiController().openSurfaceView(await view(number), { triggerId }, user);
  }
}
