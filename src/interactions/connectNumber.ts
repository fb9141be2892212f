import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Desk, SubmitHandler } from './desk';
import { FIELD, fieldErrors, modal, numberFields, readNumberForm } from './numberForm';
import { showNumber } from './numberCards';

const CONNECT_VIEW = 'connect-number';

export async function openConnectForm(
  { services, accessors, say }: Desk,
  { user, triggerId }: { user: IUser; triggerId: string },
): Promise<void> {
  const fields = numberFields(say, await services.workspace.departments());
  const view = modal(
    say,
    { id: CONNECT_VIEW, title: say('connect.title'), submit: say('connect.submit') },
    fields,
  );
  await accessors.modify.getUiController().openSurfaceView(view, { triggerId }, user);
}

export const connectSubmits: Record<string, SubmitHandler> = {
  [CONNECT_VIEW]: {
    audience: 'administrators',
    field: FIELD.apiKey,
    async run(desk, { state }) {
      const result = await desk.services.connection.connect(readNumberForm(state));
      if (!result.ok) {
        return fieldErrors(desk.say, result.refusal);
      }
      desk.services.templates.refreshSoon(result.number.id);
      await showNumber(desk.services, result.number);
      return undefined;
    },
  },
};
