import type { Records } from './rocketchat/records/records';
import { ReviewRecords } from './rocketchat/records/reviews';
import { TemplateRecords } from './rocketchat/records/templates';
import type { Clock, Livechat, Locks, Log, Notices, Numbers, Settings, WhatsAppApis } from './services/ports';
import { TemplateManagement } from './services/templates/management';
import { Reviews } from './services/templates/reviews';
import { TemplateService } from './services/templates/templates';

/** What templates need of the rest of the house. */
interface Surroundings {
  apis: WhatsAppApis;
  clock: Clock;
  files: Pick<Livechat, 'file'>;
  locks: Locks;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  records: Records;
  settings: Settings;
}

export function wireTemplates(surroundings: Surroundings) {
  const { apis, clock, files, locks, log, notices, numbers, records, settings } = surroundings;
  const reviews = new Reviews(new ReviewRecords(records), locks, notices, clock);
  const templateStore = new TemplateRecords(records);
  const templates = new TemplateService({
    apis,
    clock,
    log,
    numbers,
    reviews,
    settings,
    store: templateStore,
  });
  const templateManagement = new TemplateManagement(templates, reviews, apis, files, clock);
  return { reviews, templateManagement, templates, templateStore };
}
