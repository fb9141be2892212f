import { ConsentRecords } from './rocketchat/records/consents';
import type { Records } from './rocketchat/records/records';
import { ConnectionService } from './services/connection';
import { DisconnectionService } from './services/disconnection';
import { Replacements } from './services/earlierWebhook';
import type { MessageVariants } from './services/languages/ports';
import { NumberChanges } from './services/numberChanges';
import type { Clock, Locks, Log, Numbers, WhatsAppApis, Workspace } from './services/ports';
import { WebhookKeeper } from './services/webhookKeeper';

/** What connecting numbers needs of the rest of the house. */
interface Surroundings {
  apis: WhatsAppApis;
  clock: Clock;
  locks: Locks;
  log: Log;
  messageVariants: MessageVariants;
  numbers: Numbers;
  records: Records;
  workspace: Workspace;
}

export function wireNumbers(surroundings: Surroundings) {
  const { apis, clock, locks, log, messageVariants: variants, numbers, records, workspace } = surroundings;
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
  return { connection, disconnection, numberChanges, replacements, webhooks };
}
