import { openConnectForm } from '../interactions/connectNumber';
import { enterSetupRoom } from '../interactions/setupDialogue';
import { plain, type Subcommand } from './subcommand';

/** Lets whoever asks into the setup room and opens the form. */
export const connect: Subcommand = {
  audience: 'administrators',
  async run(desk, call) {
    await enterSetupRoom(desk.services, call.user);
    if (!call.triggerId) {
      return [plain(desk.say('command.noTrigger'))];
    }
    await openConnectForm(desk, call);
    return [];
  },
};
