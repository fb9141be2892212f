import type { Desk, SubmitHandler } from './desk';
import { FIELD, modal, numberFields, readNumberForm, type FormBeginning } from './numberForm';
import { showNumber } from './numberCards';
import { refused } from './refusedNumber';
import type { Asker, View } from './views';

const CONNECT_VIEW = 'connect-number';

export async function openConnectForm(desk: Desk, asker: Asker): Promise<void> {
  await desk.services.replacements.begin(asker.user.id);
  await desk.views.open(await connectView(desk), asker);
}

export const connectSubmits: Record<string, SubmitHandler> = {
  [CONNECT_VIEW]: {
    audience: 'administrators',
    field: FIELD.apiKey,
    async run(desk, submit) {
      const { connection, healthCheck, templates } = desk.services;
      const result = await connection.connect(readNumberForm(submit.state), submit.user.id);
      if (!result.ok) {
        return refused(desk, result, submit, (entered) => connectView(desk, { entered }));
      }
      templates.refreshSoon(result.number.id);
      await showNumber(desk.services, result.number);
      healthCheck.checkSoon(result.number);
      return undefined;
    },
  },
};

export async function connectView({ services, say }: Desk, begin: FormBeginning = {}): Promise<View> {
  const fields = numberFields(say, await services.workspace.departments(), begin);
  const view = { id: CONNECT_VIEW, title: say('connect.title'), submit: say('connect.submit') };
  return modal(say, view, fields);
}
