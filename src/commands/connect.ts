import { openConnectForm } from '../interactions/connectNumber';
import { enterSetupRoom } from '../interactions/setupDialogue';
import { plain, type Subcommand } from './subcommand';

/** Lets whoever asks into the setup room and opens the form. */
export const connect: Subcommand = {
  audience: 'administrators',
  async run(desk, { user, triggerId }) {
    await enterSetupRoom(desk.services, user);
    if (!triggerId) {
      return [plain(desk.say('command.noTrigger'))];
    }
    await openConnectForm(desk, { user, triggerId });
    return [];
  },
};
