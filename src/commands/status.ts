import { openStatus } from '../interactions/status';
import { statusText } from '../interactions/statusView';
import { plain, type Subcommand } from './subcommand';

/** How the numbers are: beside the room, or as text where the client cannot show that. */
export const status: Subcommand = {
  audience: 'agents',
  async run(desk, { user, triggerId }) {
    if (triggerId) {
      await openStatus(desk, { user, triggerId });
      return [];
    }
    const { status: service } = desk.services;
    const now = service.now();
    const statuses = await service.all();
    return statuses.length > 0
      ? statuses.map((one) => plain(statusText(desk.say, one, now)))
      : [plain(desk.say('numbers.none'))];
  },
};
