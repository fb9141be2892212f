import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Desk, SubmitHandler } from './desk';
import { say } from './desk';
import { FIELD, fieldErrors, modal, numberFields, readNumberForm } from './numberForm';
import { connectedCard, postCard } from './cards';

const CONNECT_VIEW = 'connect-number';

export async function openConnectForm(
  { services, accessors }: Desk,
  { user, triggerId }: { user: IUser; triggerId: string },
): Promise<void> {
  const fields = numberFields(await services.workspace.departments());
  const view = modal(CONNECT_VIEW, say('connect.title'), say('connect.submit'), fields);
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
        return fieldErrors(result.refusal);
      }
      const { departmentId } = result.number;
      const department = departmentId ? await workspace.departmentName(departmentId) : undefined;
      await postCard(desk, connectedCard(result.number, department));
      return undefined;
    },
  },
};
