import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { HostPictures } from './rocketchat/pictures';
import { ConsentRecords } from './rocketchat/records/consents';
import type { Records } from './rocketchat/records/records';
import { ConnectionService } from './services/connection';
import { DisconnectionService } from './services/disconnection';
import { Replacements } from './services/earlierWebhook';
import type { MessageVariants } from './services/languages/ports';
import { NumberChanges } from './services/numberChanges';
import type { Clock, Locks, Log, Numbers, WhatsAppApis, Workspace } from './services/ports';
import { ProfileService } from './services/profile/profiles';
import { WebhookKeeper } from './services/webhookKeeper';

/** What connecting numbers needs of the rest of the house. */
interface Surroundings {
  apis: WhatsAppApis;
  clock: Clock;
  http: IHttp;
  locks: Locks;
  log: Log;
  messageVariants: MessageVariants;
  numbers: Numbers;
  read: IRead;
  records: Records;
  workspace: Workspace;
}

/** Puts together what connects, changes and disconnects numbers. */
export function wireNumbers(surroundings: Surroundings) {
  const { apis, clock, http, locks, log, messageVariants: variants } = surroundings;
  const { numbers, read, records, workspace } = surroundings;
  const webhooks = new WebhookKeeper(workspace, log);
  const replacements = new Replacements(new ConsentRecords(records, clock));
  const connection = new ConnectionService({
    apis,
    clock,
    locks,
    log,
    numbers,
    replacements,
    webhooks,
    workspace,
  });
  const numberChanges = new NumberChanges({ apis, locks, numbers, replacements, webhooks, workspace });
  const disconnection = new DisconnectionService({ apis, locks, log, numbers, variants, webhooks });
  const pictures = new HostPictures(read, http);
  const profiles = new ProfileService(apis, pictures, clock);
  return { connection, disconnection, numberChanges, pictures, profiles, replacements, webhooks };
}
