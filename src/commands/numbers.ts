import { numberCard } from '../interactions/cards';
import { plain, type Subcommand } from './subcommand';

/** The connected numbers, each with its buttons. */
export const numbers: Subcommand = {
  audience: 'administrators',
  async run({ services, say }) {
    const connected = await services.numbers.all();
    if (connected.length === 0) {
      return [plain(say('numbers.none'))];
    }
    const departments = new Map((await services.workspace.departments()).map(({ id, name }) => [id, name]));
    return connected.map((number) => {
      const { departmentId } = number;
      const departmentName = departmentId && (departments.get(departmentId) ?? say('numbers.departmentGone'));
      return numberCard(say, { number, departmentName });
    });
  },
};
