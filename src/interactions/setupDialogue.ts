import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Say } from '../domain/text';
import type { Services } from '../wiring';
import { ACTION, questionCard, sandboxCard, showCard, signUpCard, stepsCard, type Card } from './cards';
import { openConnectForm } from './connectNumber';
import type { ClickHandler } from './desk';

/** The bot's questions in the setup room, after the first one. Each answer takes the place of what was there. */
export const setupClicks: Record<string, ClickHandler> = {
  [ACTION.hasAccount]: turnTo(stepsCard),
  [ACTION.needsAccount]: turnTo(signUpCard),
  [ACTION.wantsSandbox]: turnTo(sandboxCard),
  [ACTION.connect]: {
    audience: 'administrators',
    run: openConnectForm,
  },
};

/** Lets somebody into the setup room; a new one begins with the bot's question. */
export async function enterSetupRoom(services: Services, user: IUser): Promise<void> {
  if (await services.setupRoom.open(user)) {
    await showCard(services, questionCard);
  }
}

function turnTo(card: (say: Say) => Card): ClickHandler {
  return {
    audience: 'administrators',
    async run({ services }, { messageId }) {
      await showCard(services, card, messageId);
    },
  };
}
