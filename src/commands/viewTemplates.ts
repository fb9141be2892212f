import { openTemplates } from '../interactions/templates/list';
import { plain, type Subcommand } from './subcommand';

/** The templates of the connected numbers; words behind the command are searched for. */
export const viewTemplates: Subcommand = {
  audience: 'agents',
  async run(desk, call) {
    if (!call.triggerId) {
      return [plain(desk.say('command.noTrigger'))];
    }
    const opened = await openTemplates(desk, call, call.args.join(' '));
    return opened ? [] : [plain(desk.say('numbers.none'))];
  },
};
