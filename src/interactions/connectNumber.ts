import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Desk, SubmitHandler } from './desk';
import { FIELD, fieldErrors, modal, numberFields, readNumberForm } from './numberForm';
import { connectedCard, postCard } from './cards';

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
      const { connection, workspace } = desk.services;
      const result = await connection.connect(readNumberForm(state));
      if (!result.ok) {
        return fieldErrors(desk.say, result.refusal);
      }
      desk.services.templates.refreshSoon(result.number.id);
      const { departmentId } = result.number;
      const department = departmentId ? await workspace.departmentName(departmentId) : undefined;
      await postCard(desk, (say) => connectedCard(say, result.number, department));
      return undefined;
    },
  },
};
