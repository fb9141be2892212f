import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../domain/number';
import type { Say } from '../domain/text';
import type { StoredChoice } from '../services/optOut/ports';
import { digitsOf, displayPhone, isPhone } from '../whatsapp/phone';
import { actions, entered, section, selectField, textField } from './blocks';
import type { ClickHandler, Desk, SubmitHandler } from './desk';
import { modal } from './numberForm';
import type { Asker, View } from './views';

const OPT_OUTS = 'opt-outs';

/** Block ids of the form. */
const FIELD = { number: 'optOutNumber', phone: 'optOutPhone', choice: 'optOutChoice' } as const;

/** Under each customer: carries the id of the choice. */
const RESUME = 'opt-out-resume';

/** Customers that the list shows; the others can be entered by their phone. */
const SHOWN = 25;

interface OptOut {
  number: ConnectedNumber;
  choice: StoredChoice;
}

/**
 * Opens the list of customers who want no marketing messages. A modal, as a contextual bar closes before it is sent and
 * so cannot say what is wrong with a phone number.
 */
export async function openOptOuts(desk: Desk, asker: Asker): Promise<void> {
  await desk.views.open(await optOutsView(desk), asker);
}

export const optOutClicks: Record<string, ClickHandler> = {
  [RESUME]: {
    audience: 'administrators',
    async run(desk, click) {
      const { user, value = '' } = click;
      const { numbers, optOuts } = desk.services;
      const choice = await optOuts.byId(value);
      const number = choice && (await numbers.byId(choice.numberId));
      if (number && !choice.wanted) {
        await optOuts.decide(number, choice.customer, { wanted: true, by: user.username });
      }
      await desk.views.update(await optOutsView(desk), click);
    },
  },
};

export const optOutSubmits: Record<string, SubmitHandler> = {
  [OPT_OUTS]: {
    audience: 'administrators',
    field: FIELD.phone,
    async run({ services, say }, { user, subject, state }) {
      const all = await services.numbers.all();
      const chosen = trimmed(state, FIELD.number);
      const number = all.find(({ id }) => id === (chosen ?? subject));
      if (!number) {
        return { [chosen ? FIELD.number : FIELD.phone]: say('edit.gone') };
      }
      const digits = digitsOf(trimmed(state, FIELD.phone) ?? '');
      if (!isPhone(digits)) {
        return { [FIELD.phone]: say('optOut.wrongPhone') };
      }
      const wanted = trimmed(state, FIELD.choice) === 'resume';
      await services.optOuts.decide(number, { waId: digits }, { wanted, by: user.username });
      return undefined;
    },
  },
};

async function optOutsView({ services, say }: Desk): Promise<View> {
  const numbers = await services.numbers.all();
  const lists = await Promise.all(
    numbers.map(async (number) => {
      const stopped = await services.optOuts.stopped(number.id);
      return stopped.map((choice): OptOut => ({ number, choice }));
    }),
  );
  const all = lists.flat().sort((a, b) => b.choice.at - a.choice.at);
  const summary = section(
    say(all.length > 0 ? 'optOut.count' : 'optOut.none', { count: all.length, shown: SHOWN }),
  );
  const several = numbers.length > 1;
  // With one number, the form has no field for it.
  const view = {
    id: `${OPT_OUTS}:${numbers[0]?.id ?? ''}`,
    title: say('optOut.title'),
    submit: say('optOut.save'),
  };
  return modal(say, view, [
    section(say('optOut.explanation')),
    ...fields(say, several ? numbers : []),
    summary,
    ...all.slice(0, SHOWN).flatMap((optOut) => row(say, optOut, several)),
  ]);
}

function fields(say: Say, numbers: ConnectedNumber[]): LayoutBlock[] {
  const choices = numbers.map(({ id, displayNumber }) => ({ value: id, label: displayNumber }));
  const numberField = selectField({
    id: FIELD.number,
    label: say('optOut.number'),
    initialValue: choices[0]?.value,
    choices,
  });
  return [
    ...(choices.length > 0 ? [numberField] : []),
    textField({ id: FIELD.phone, label: say('optOut.phone'), hint: say('optOut.phoneHint') }),
    selectField({
      id: FIELD.choice,
      label: say('optOut.choice'),
      initialValue: 'stop',
      choices: [
        { value: 'stop', label: say('optOut.choice-stop') },
        { value: 'resume', label: say('optOut.choice-resume') },
      ],
    }),
  ];
}

function row(say: Say, { number, choice }: OptOut, withNumber: boolean): LayoutBlock[] {
  const { id, customer, at, source, by } = choice;
  const facts = {
    customer: customer.waId ? displayPhone(customer.waId) : (customer.userId ?? ''),
    date: new Date(at).toISOString().slice(0, 10),
    number: number.displayNumber,
    user: by ?? '',
  };
  const words = [say(`optOut.by-${source}`, facts), ...(withNumber ? [say('optOut.of', facts)] : [])];
  return [section(words.join('\n')), actions({ id: RESUME, label: say('optOut.resume'), value: id })];
}

function trimmed(state: unknown, id: string): string | undefined {
  return entered(state, id)?.trim() || undefined;
}
