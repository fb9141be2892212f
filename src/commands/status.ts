import { openStatus } from '../interactions/status';
import { statusTexts } from '../interactions/statusView';
import { plain, type Subcommand } from './subcommand';

/** How the numbers are: beside the room, or as text where the client cannot show that. */
export const status: Subcommand = {
  audience: 'agents',
  async run(desk, call) {
    if (call.triggerId) {
      await openStatus(desk, call);
      return [];
    }
    return statusTexts(desk.say, await desk.services.status.overview()).map(plain);
  },
};
