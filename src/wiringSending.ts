import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { BulkMessages } from './rocketchat/bulkBoard';
import { HostDirectory } from './rocketchat/directory';
import type { Languages } from './rocketchat/languages';
import { BulkJobRecords } from './rocketchat/records/bulkJobs';
import { BulkWorkRecords } from './rocketchat/records/bulkWork';
import type { InboxRecords } from './rocketchat/records/inbox';
import type { OutboxRecords } from './rocketchat/records/outbox';
import type { Records } from './rocketchat/records/records';
import type { SetupRoom } from './rocketchat/setupRoom';
import { BulkService } from './services/bulk/bulk';
import { BulkLedger } from './services/bulk/ledger';
import { BulkRunner } from './services/bulk/runner';
import type { Deliveries } from './services/delivery/ports';
import type { OutreachService } from './services/outreach/outreach';
import type { Clock, Locks, Log, Notices, Numbers } from './services/ports';
import { Preparing } from './services/templateSending/preparing';
import { TemplateSending } from './services/templateSending/templateSending';
import { Wizard } from './services/templateSending/wizard';
import type { TemplateService } from './services/templates/templates';
import { WindDown } from './services/windDown';

interface Outside {
  clock: Clock;
  deliveries: Deliveries;
  inbox: InboxRecords;
  languages: Languages;
  locks: Locks;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  outbox: OutboxRecords;
  outreach: OutreachService;
  read: IRead;
  records: Records;
  setupRoom: SetupRoom;
  templates: TemplateService;
}

/** Puts together what sends templates for other systems. */
export function wireSending(outside: Outside) {
  const { clock, deliveries, inbox, languages, locks, log, notices, numbers } = outside;
  const { outbox, outreach, read, records, setupRoom, templates } = outside;
  const directory = new HostDirectory(read);
  const preparing = new Preparing({ clock, notices, templates });
  const jobs = new BulkJobRecords(records);
  const ledger = new BulkLedger({ clock, deliveries, jobs, notices });
  const work = new BulkWorkRecords(records, clock);
  const windDown = new WindDown([inbox, outbox, work], clock, log);
  const runner = new BulkRunner({
    board: new BulkMessages(setupRoom, languages, records, clock),
    clock,
    jobs,
    ledger,
    log,
    mailing: { clock, jobs, notices, numbers, outbox, outreach, preparing },
    notices,
    windDown,
    work,
  });
  return {
    bulk: new BulkService({ clock, directory, jobs, ledger, locks, numbers, preparing, runner }),
    bulkRunner: runner,
    windDown,
    wizard: new Wizard({ clock, numbers, outreach, preparing, templates }),
    templateSending: new TemplateSending({ clock, directory, numbers, outreach, preparing }),
  };
}
