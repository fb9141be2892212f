import type { ConnectedNumber } from '../domain/number';
import type { Say } from '../domain/text';
import { textField } from './blocks';
import { ACTION } from './cards';
import type { ClickHandler, SubmitHandler } from './desk';
import { openForNumber } from './manageNumber';
import { FIELD, modal, readNumberForm } from './numberForm';
import type { View } from './views';
import { showNumber } from './numberCards';
import { refused } from './refusedNumber';

const KEY_VIEW = 'number-key';

export const keyClicks: Record<string, ClickHandler> = {
  [ACTION.refreshKey]: {
    audience: 'administrators',
    run: (desk, click) =>
      openForNumber(desk, click, async (number) => {
        await desk.services.replacements.begin(click.user.id);
        return keyView(desk.say, number);
      }),
  },
};

export const keySubmits: Record<string, SubmitHandler> = {
  [KEY_VIEW]: {
    audience: 'administrators',
    field: FIELD.apiKey,
    async run(desk, submit) {
      const { services, say } = desk;
      const { user, subject, state } = submit;
      const number = await services.numbers.byId(subject, { fresh: true });
      if (!number) {
        return { [FIELD.apiKey]: say('edit.gone') };
      }
      const { apiKey } = readNumberForm(state);
      const result = await services.numberChanges.refreshKey(subject, apiKey, user.id);
      if (!result.ok) {
        return refused(desk, result, submit, () => Promise.resolve(keyView(say, number)));
      }
      // It ends what the old key has caused.
      services.healthCheck.checkSoon(result.number);
      services.templates.refreshSoon(subject);
      await showNumber(services, result.number, user.name || user.username);
      return undefined;
    },
  },
};

function keyView(say: Say, { id, displayNumber }: ConnectedNumber): View {
  const view = {
    id: `${KEY_VIEW}:${id}`,
    title: say('key.title', { number: displayNumber }),
    submit: say('edit.submit'),
  };
  return modal(say, view, [
    textField({ id: FIELD.apiKey, label: say('connect.apiKey'), hint: say('key.hint') }),
  ]);
}
