import type { ConnectedNumber } from '../domain/number';
import { paceForm } from '../domain/pace';
import { text } from '../domain/text';
import { section } from './blocks';
import { ACTION } from './cards';
import { connectView } from './connectNumber';
import { departmentClicks, NUMBER_DEPARTMENT } from './departmentField';
import type { Click, ClickHandler, Desk, SubmitHandler } from './desk';
import { showDisconnected, showNumber } from './numberCards';
import { previewOf } from './textPreview';
import { FIELD, modal, numberFields, paceFields, readNumberForm, type FormBeginning } from './numberForm';
import { note } from './note';
import { refused } from './refusedNumber';
import { tell } from './tell';
import type { View } from './views';

const EDIT_VIEW = 'edit-number';
const DISCONNECT_VIEW = 'disconnect-number';

/** The buttons at a number. They carry its id, and may be older than what they are about. */
export const numberClicks: Record<string, ClickHandler> = {
  [ACTION.edit]: {
    audience: 'administrators',
    run: (desk, click) =>
      openForNumber(desk, click, async (number) => {
        await desk.services.replacements.begin(click.user.id);
        return editView(desk, number);
      }),
  },
  [ACTION.check]: {
    audience: 'administrators',
    async run(desk, click) {
      const number = await desk.services.numbers.byId(click.value ?? '', { fresh: true });
      await (number ? showNumber(desk.services, number) : tell(desk, click, text('edit.gone')));
    },
  },
  [ACTION.disconnect]: {
    audience: 'administrators',
    run: (desk, click) =>
      openForNumber(desk, click, ({ id, displayNumber }) => {
        const { say } = desk;
        const question = section(say('disconnect.question', { number: displayNumber }));
        const view = {
          id: `${DISCONNECT_VIEW}:${id}`,
          title: say('disconnect.title'),
          submit: say('number.disconnect'),
          danger: true,
        };
        return modal(say, view, [question]);
      }),
  },
};

export const numberDepartmentClicks = departmentClicks(
  NUMBER_DEPARTMENT,
  'administrators',
  async (desk, { subject }, query) => {
    if (!subject) {
      return connectView(desk, { query });
    }
    const number = await desk.services.numbers.byId(subject);
    return number && editView(desk, number, { query });
  },
);

export const numberSubmits: Record<string, SubmitHandler> = {
  [EDIT_VIEW]: {
    audience: 'administrators',
    field: FIELD.apiKey,
    async run(desk, submit) {
      const { services, say } = desk;
      const { user, subject, state } = submit;
      const number = await services.numbers.byId(subject, { fresh: true });
      if (!number) {
        return { [FIELD.apiKey]: say('edit.gone') };
      }
      const result = await services.numberChanges.edit(subject, readNumberForm(state), user.id);
      if (!result.ok) {
        return refused(desk, result, submit, (entered) => editView(desk, number, { entered }));
      }
      await showNumber(services, result.number, user.name || user.username);
      services.healthCheck.checkSoon(result.number);
      return undefined;
    },
  },
  [DISCONNECT_VIEW]: {
    audience: 'administrators',
    field: DISCONNECT_VIEW,
    async run({ services, say }, { subject }) {
      const disconnected = await services.disconnection.disconnect(subject);
      if (!disconnected) {
        const view = { id: `${DISCONNECT_VIEW}:${subject}`, title: say('disconnect.title') };
        return note(say, view, text('edit.gone'));
      }
      const { number, restored } = disconnected;
      const outcome = restored ? 'disconnect.done' : 'disconnect.webhookLeft';
      await showDisconnected(services, number, text(outcome, { number: number.displayNumber }));
      return undefined;
    },
  },
};

async function editView(
  { services, say }: Desk,
  number: ConnectedNumber,
  begin: Omit<FormBeginning, 'number'> = {},
): Promise<View> {
  const departments = await services.workspace.departments();
  const title = say('edit.title', { number: number.displayNumber });
  return modal(say, { id: `${EDIT_VIEW}:${number.id}`, title, submit: say('edit.submit') }, [
    ...numberFields(say, departments, { ...begin, number }),
    ...paceFields(say, begin.entered?.pace ?? paceForm(number.pace)),
    ...previewOf(say, number, departments),
  ]);
}

/** Opens what a button at a number leads to, or says that the number is gone. */
export async function openForNumber(
  desk: Desk,
  click: Click,
  view: (number: ConnectedNumber) => View | Promise<View>,
): Promise<void> {
  const { value } = click;
  const number = value ? await desk.services.numbers.byId(value, { fresh: true }) : undefined;
  await (number ? desk.views.open(await view(number), click) : tell(desk, click, text('edit.gone')));
}
