import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { nameOf } from '../domain/number';
import { text } from '../domain/text';
import { mayUse } from '../rocketchat/access';
import { TAKE_BACK } from '../services/health/webhookRepair';
import type { ClickHandler, Desk } from './desk';
import { REFRESH, statusView } from './statusView';
import type { Asker } from './views';

/** How long whoever asks waits for 360dialog, milliseconds: the client gives up after 5 s. */
const PATIENCE = 2_500;

export async function openStatus(desk: Desk, asker: Asker): Promise<void> {
  await desk.views.open(await currentView(desk, asker.user), asker);
}

export const statusClicks: Record<string, ClickHandler> = {
  [REFRESH]: {
    audience: 'agents',
    async run(desk, click) {
      const isDone = await Promise.race([desk.services.healthCheck.run().then(() => true), after(PATIENCE)]);
      await update(desk, click, !isDone);
    },
  },
  [TAKE_BACK]: {
    audience: 'administrators',
    async run(desk, click) {
      const { user, value = '', messageId } = click;
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
      await update(desk, click, false);
    },
  },
};

/** Where the view is not open, nothing happens. */
async function update(desk: Desk, asker: Asker, isAsking: boolean): Promise<void> {
  await desk.views.update(await currentView(desk, asker.user, isAsking), asker);
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
