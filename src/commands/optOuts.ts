import { openOptOuts } from '../interactions/optOuts';
import { plain, type Subcommand } from './subcommand';

/** Who wants no marketing messages, to see and to change. */
export const optOuts: Subcommand = {
  audience: 'administrators',
  async run(desk, call) {
    if (!call.triggerId) {
      return [plain(desk.say('command.noTrigger'))];
    }
    await openOptOuts(desk, call);
    return [];
  },
};
