import { openProfile, profileCard } from '../interactions/profile';
import { findNumbers } from './manyNumbers';
import { plain, type Subcommand } from './subcommand';

/** What customers see of the business; of several numbers, of which is asked first. Words behind it are searched for. */
export const profile: Subcommand = {
  audience: 'administrators',
  async run(desk, call) {
    const { services, say } = desk;
    const asked = { command: 'profile', words: call.args.join(' ') };
    const { shown, notes } = findNumbers(say, await services.numbers.all(), asked);
    const [number, ...others] = shown;
    if (!number || others.length > 0) {
      return [...shown.map((one) => profileCard(say, one)), ...notes];
    }
    if (!call.triggerId) {
      return [plain(say('command.noTrigger'))];
    }
    await openProfile(desk, number, call);
    return [];
  },
};
