import { numberCard } from '../interactions/cards';
import { findNumbers } from './manyNumbers';
import type { Subcommand } from './subcommand';

/** The connected numbers, each with its buttons; words behind the command are searched for. */
export const numbers: Subcommand = {
  audience: 'administrators',
  async run({ services, say }, { args }) {
    const asked = { command: 'numbers', words: args.join(' ') };
    const { shown, notes } = findNumbers(say, await services.numbers.all(), asked);
    const departments = new Map((await services.workspace.departments()).map(({ id, name }) => [id, name]));
    const cards = shown.map((number) => {
      const { departmentId } = number;
      const departmentName = departmentId && (departments.get(departmentId) ?? say('numbers.departmentGone'));
      return numberCard(say, { number, departmentName });
    });
    return [...cards, ...notes];
  },
};
