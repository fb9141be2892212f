import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { StartupType, type IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';

import type { Services, ServicesOf } from '../wiring';

/** The host's scheduler looks every five seconds, runs a job on one server only, and does not retry. */
export function jobs(services: ServicesOf): IProcessor[] {
  return [
    recurring(services, 'resume-work', '15 seconds', async (wired) => {
      if (wired.windDown.isEnding) {
        return;
      }
      await Promise.all([
        wired.inbound.resume(),
        wired.outbound.resume(),
        wired.secondTries.release(),
        wired.reportPosting.resume(),
        wired.bulkRunner.resume(),
      ]);
    }),
    recurring(services, 'reconcile', '2 minutes', ({ reconciliation }) => reconciliation.run()),
    recurring(services, 'refresh-templates', '1 minute', ({ templates }) => templates.refreshDue()),
    recurring(services, 'check-numbers', '5 minutes', async (wired) => {
      await wired.migrations.run();
      await wired.setupWatch.review();
      await wired.numberDepartments.review();
      await wired.healthCheck.run();
    }),
    recurring(services, 'windows', '1 minute', async ({ heldReplies, windowWatch }) => {
      await windowWatch.run();
      await heldReplies.expire();
    }),
    recurring(services, 'retention', '12 hours', ({ retention }) => retention.sweep()),
  ];
}

function recurring(
  services: ServicesOf,
  id: string,
  interval: string,
  task: (services: Services) => Promise<void>,
): IProcessor {
  return {
    id,
    startupSetting: { type: StartupType.RECURRING, interval, skipImmediate: true },
    async processor(_context, read: IRead, modify: IModify, http: IHttp, persistence: IPersistence) {
      await task(services({ read, modify, http, persistence }));
    },
  };
}
