import { openStatus } from '../interactions/status';
import { outboundText, statusText } from '../interactions/statusView';
import { plain, type Subcommand } from './subcommand';

/** How the numbers are: beside the room, or as text where the client cannot show that. */
export const status: Subcommand = {
  audience: 'agents',
  async run(desk, call) {
    if (call.triggerId) {
      await openStatus(desk, call);
      return [];
    }
    const { at, numbers, outboundMessages } = await desk.services.status.overview();
    const texts = numbers.map((one) => statusText(desk.say, one, at));
    const all = texts.length > 0 ? texts : [desk.say('numbers.none')];
    return [...all, outboundText(desk.say, outboundMessages)].map(plain);
  },
};
