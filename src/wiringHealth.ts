import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';

import { CheckupRecords } from './rocketchat/records/checkups';
import type { Records } from './rocketchat/records/records';
import { ProbedTwins } from './rocketchat/twins';
import type { Alarms } from './services/health/alarms';
import { HealthCheck } from './services/health/check';
import type { Counter } from './services/health/counter';
import type { Backlog, OutboundOffers } from './services/health/ports';
import { NumberDepartments } from './services/health/departments';
import { StateAlarms } from './services/health/stateAlarms';
import { StatusService } from './services/health/status';
import { WebhookRepair } from './services/health/webhookRepair';
import type { ChannelTroubles } from './services/outbound/troubles';
import type {
  Clock,
  Locks,
  Log,
  Notices,
  Numbers,
  Settings,
  WhatsAppApis,
  Workspace,
} from './services/ports';
import type { Omnichannel } from './services/setup/ports';
import type { TemplateStore } from './services/templates/ports';
import type { WebhookKeeper } from './services/webhookKeeper';

/** What the watch over the numbers needs of the rest of the house. */
interface Watched {
  alarms: Alarms;
  apis: WhatsAppApis;
  backlogs: Backlog[];
  clock: Clock;
  counter: Counter;
  http: Pick<IHttp, 'get'>;
  locks: Locks;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  outboundOffer: OutboundOffers;
  records: Records;
  settings: Settings;
  templateStore: Pick<TemplateStore, 'sync'>;
  troubles: ChannelTroubles;
  webhooks: WebhookKeeper;
  workspace: Pick<Workspace, 'departments' | 'isDepartmentGone' | 'webhookUrl'> &
    Pick<Omnichannel, 'pageUrl'>;
}

/** Puts the parts together that watch over the numbers. */
export function wireHealth(watched: Watched) {
  const { alarms, apis, backlogs, clock, counter, http, locks, log, notices } = watched;
  const { numbers, outboundOffer, records, settings, templateStore, troubles, webhooks, workspace } = watched;
  const checkups = new CheckupRecords(records);
  const twins = new ProbedTwins(http, records, clock);
  const webhookRepair = new WebhookRepair({
    alarms,
    apis,
    locks,
    notices,
    numbers,
    twins,
    webhooks,
    workspace,
  });
  const numberDepartments = new NumberDepartments({ alarms, locks, notices, numbers, workspace });
  return {
    healthCheck: new HealthCheck({
      alarms: new StateAlarms(alarms, settings, clock),
      apis,
      checkups,
      clock,
      counter,
      log,
      numbers,
      repair: webhookRepair,
      troubles,
      webhooks,
    }),
    numberDepartments,
    status: new StatusService(numbers, checkups, counter, backlogs, templateStore, clock, outboundOffer),
    twins,
    webhookRepair,
  };
}
