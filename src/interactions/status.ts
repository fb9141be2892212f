import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { nameOf } from '../domain/number';
import { text } from '../domain/text';
import { mayUse } from '../rocketchat/access';
import { TAKE_BACK } from '../services/health/webhookRepair';
import type { Click, ClickHandler, Desk } from './desk';
import { REFRESH, statusView } from './statusView';

/** How long whoever asks waits for 360dialog, milliseconds: the client gives up after 5 s. */
const PATIENCE = 2_500;

export async function openStatus(
  desk: Desk,
  { user, triggerId }: { user: IUser; triggerId: string },
): Promise<void> {
  const view = await currentView(desk, user);
  await desk.accessors.modify.getUiController().openSurfaceView(view, { triggerId }, user);
}

export const statusClicks: Record<string, ClickHandler> = {
  [REFRESH]: {
    audience: 'agents',
    async run(desk, { user, triggerId }) {
      const isDone = await Promise.race([desk.services.healthCheck.run().then(() => true), after(PATIENCE)]);
      await update(desk, { user, triggerId }, !isDone);
    },
  },
  [TAKE_BACK]: {
    audience: 'administrators',
    async run(desk, { user, triggerId, value = '', messageId }: Click) {
      const { healthCheck, notices, numbers, webhookRepair } = desk.services;
      const taken = await webhookRepair.takeBack(value);
      const number = await numbers.byId(value);
      if (!taken.ok) {
        const reason = taken.failure.human;
        await notices.toAdmins(text('health.notTakenBack', { number: nameOf(number), reason }));
        return;
      }
      const done = text('health.takenBack', { number: nameOf(number), user: user.name || user.username });
      await (messageId && notices.replace(messageId, done));
      await (number && healthCheck.check(number));
      await update(desk, { user, triggerId }, false);
    },
  },
};

/** Where the view is not open, nothing happens. */
async function update(
  desk: Desk,
  { user, triggerId }: Pick<Click, 'user' | 'triggerId'>,
  isAsking: boolean,
): Promise<void> {
  if (triggerId) {
    const view = await currentView(desk, user, isAsking);
    await desk.accessors.modify.getUiController().updateSurfaceView(view, { triggerId }, user);
  }
}

async function currentView({ services, say }: Desk, user: IUser, isAsking = false) {
  return statusView(say, {
    overview: await services.status.overview(),
    isAsking,
    mayTakeBack: mayUse('administrators', user),
  });
}

function after(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}
