import { openSendTemplate } from '../interactions/sendTemplate/open';
import { plain, type Subcommand } from './subcommand';

/** `send-template` in a WhatsApp room, `send-template <phone>` or, without a room, to somebody who is asked for. */
export const sendTemplate: Subcommand = {
  audience: 'agents',
  async run(desk, { user, room, triggerId, args }) {
    const phone = args.join(' ').trim();
    const problem = triggerId
      ? await openSendTemplate(desk, { user, triggerId, room, ...(phone && { phone }) })
      : 'command.noTrigger';
    return problem ? [plain(desk.say(problem))] : [];
  },
};
