import { openProfile, profileCard } from '../interactions/profile';
import { plain, type Subcommand } from './subcommand';

/** What customers see of the business; where there are several numbers, of which is asked first. */
export const profile: Subcommand = {
  audience: 'administrators',
  async run(desk, call) {
    const { services, say } = desk;
    const [number, ...others] = await services.numbers.all();
    if (!number) {
      return [plain(say('numbers.none'))];
    }
    if (others.length > 0) {
      return [number, ...others].map((one) => profileCard(say, one));
    }
    if (!call.triggerId) {
      return [plain(say('command.noTrigger'))];
    }
    await openProfile(desk, number, call);
    return [];
  },
};
