import { ACTION, postCard, signUpCard, stepsCard } from './cards';
import { openConnectForm } from './connectNumber';
import type { ClickHandler } from './desk';

/** The bot's questions in the setup room, after the first one. */
export const setupClicks: Record<string, ClickHandler> = {
  [ACTION.hasAccount]: { audience: 'administrators', run: (desk) => postCard(desk, stepsCard) },
  [ACTION.needsAccount]: { audience: 'administrators', run: (desk) => postCard(desk, signUpCard) },
  [ACTION.connect]: {
    audience: 'administrators',
    async run(desk, { user, triggerId }) {
      if (triggerId) {
        await openConnectForm(desk, { user, triggerId });
      }
    },
  },
};
