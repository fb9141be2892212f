import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createDialog360 } from './dialog360/client';
import { AppUser } from './rocketchat/appUser';
import { clock } from './rocketchat/clock';
import { DirectMessages } from './rocketchat/directMessages';
import { hostLog } from './rocketchat/hostLog';
import { Languages } from './rocketchat/languages';
import { LivechatRooms } from './rocketchat/livechat';
import { BotNotices } from './rocketchat/notices';
import { CatalogRecords } from './rocketchat/records/catalogs';
import { ContactRecords } from './rocketchat/records/contacts';
import { ConversationRecords } from './rocketchat/records/conversations';
import { CountRecords } from './rocketchat/records/counts';
import { DraftRecords } from './rocketchat/records/drafts';
import { InboxRecords } from './rocketchat/records/inbox';
import { LateViewRecords } from './rocketchat/records/lateViews';
import { LinkRecords } from './rocketchat/records/links';
import { LockRecords } from './rocketchat/records/locks';
import { LostFileRecords } from './rocketchat/records/lostFiles';
import { MarketingChoiceRecords } from './rocketchat/records/marketingChoices';
import { MessageVariantRecords } from './rocketchat/records/messageVariants';
import { MIGRATIONS } from './rocketchat/records/formats';
import { Migrations } from './rocketchat/records/migrations';
import { NumberRecords } from './rocketchat/records/numbers';
import { OpenFormRecords } from './rocketchat/records/openForms';
import { OutreachRecords } from './rocketchat/records/outreaches';
import { Peers } from './rocketchat/records/peers';
import { ReactionRecords } from './rocketchat/records/reactions';
import { Records } from './rocketchat/records/records';
import { Retention } from './rocketchat/records/retention';
import { TroubleRecords } from './rocketchat/records/troubles';
import { LivechatControl } from './rocketchat/roomControl';
import { RecentFiles } from './rocketchat/roomFiles';
import { RoomMessages } from './rocketchat/roomMessages';
import { HostSettings } from './rocketchat/settings';
import { HttpStatusEndpoint } from './rocketchat/statusEndpoint';
import { UploadEchoes } from './rocketchat/uploadEchoes';
import { HostWorkspace } from './rocketchat/workspace';
import { ConversationService } from './services/conversations';
import { Greeter } from './services/greeter';
import { Alarms } from './services/health/alarms';
import { Counter } from './services/health/counter';
import type { OutboundOffers } from './services/health/ports';
import { Identities } from './services/identities';
import { RoomNotes } from './services/inbound/changes';
import { createInbound } from './services/inbound/create';
import { CustomerTexts } from './services/languages/customerTexts';
import { OptOuts } from './services/optOut/optOuts';
import { TemplateDialogue } from './services/outreach/dialogue';
import { Routing } from './services/outreach/routing';
import { ReportService } from './services/report/report';
import { wireHealth } from './wiringHealth';
import { wireNumbers } from './wiringNumbers';
import { wireOutbound } from './wiringOutbound';
import { wireSending } from './wiringSending';
import { wireSetup, wireSetupRoom } from './wiringSetup';
import { wireTemplates } from './wiringTemplates';
import { wireWindows } from './wiringWindows';

/** What the host hands to every handler. It is the same for all of them and outlives each. */
export interface Accessors {
  read: IRead;
  modify: IModify;
  http: IHttp;
  persistence: IPersistence;
}

export type Services = ReturnType<typeof wire>;

/** Gives a door the services, which are made when the first door is knocked at. */
export type ServicesOf = (accessors: Accessors) => Services;

/** Puts the parts together, once for the life of the process. */
export function wire(
  app: Pick<IApp, 'getAccessors'>,
  { read, modify, http, persistence }: Accessors,
  outboundOffer: OutboundOffers,
) {
  const log = hostLog;
  const records = new Records(read.getPersistenceReader(), persistence);
  const numbers = new NumberRecords(records, clock);
  const conversationRecords = new ConversationRecords(records, clock);
  const links = new LinkRecords(records, clock);
  const apis = createDialog360(http, numbers);

  const settings = new HostSettings(read.getEnvironmentReader().getSettings(), clock);
  const appUser = new AppUser(read.getUserReader());
  const echoes = new UploadEchoes();
  const livechat = new LivechatRooms(read, modify, appUser, echoes);
  const locks = new LockRecords(records, clock);
  const { setupPeople, setupRoom } = wireSetupRoom({ appUser, locks, modify, read, records });
  const workspace = new HostWorkspace(app, read, settings);
  const languages = new Languages(read.getEnvironmentReader().getServerSettings(), clock);
  const direct = new DirectMessages(read, modify, appUser);
  const notices = new BotNotices(livechat, setupRoom, settings, workspace, languages, direct);
  const peers = new Peers(records, clock);
  const alarms = new Alarms(new TroubleRecords(records, clock), numbers, locks, notices);
  const counter = new Counter(new CountRecords(records, clock), clock, log);
  const inbox = new InboxRecords(records, clock, peers);

  const { reviews, templateManagement, templates, templateStore } = wireTemplates({
    apis,
    clock,
    files: livechat,
    locks,
    log,
    notices,
    numbers,
    records,
    settings,
  });
  const contacts = new ContactRecords(records);
  const identities = new Identities(contacts, livechat, locks);
  const outreaches = new OutreachRecords(records);
  const routing = new Routing(outreaches, links, livechat, workspace, clock);
  const conversations = new ConversationService(
    identities,
    conversationRecords,
    livechat,
    locks,
    routing,
    clock,
  );
  const optOuts = new OptOuts(
    new MarketingChoiceRecords(records),
    new RoomNotes(conversations, notices),
    clock,
  );
  const written = new RoomMessages(read, appUser);
  const sending = wireOutbound({
    alarms,
    apis,
    clock,
    conversationRecords,
    conversations,
    counter,
    endpoint: new HttpStatusEndpoint(http),
    links,
    livechat,
    locks,
    log,
    notices,
    numbers,
    optOuts,
    outreaches,
    peers,
    records,
    settings,
    templates,
    written,
  });
  const { activeRooms, deliveries, options, outbound, outbox } = sending;
  const { outreach, places, receipts, troubles, windows } = sending;
  const messageVariants = new MessageVariantRecords(records, clock);
  const texts = new CustomerTexts(messageVariants, outreaches, languages);
  const greeter = new Greeter(conversations, livechat, outbound, clock, workspace, contacts, texts);
  const { inbound, retry } = createInbound({
    apis,
    clock,
    conversationRecords,
    conversations,
    counter,
    deliveries,
    greeter,
    inbox,
    links,
    livechat,
    locks,
    log,
    lost: new LostFileRecords(records, clock),
    notices,
    numbers,
    options,
    optOuts,
    outbound,
    places,
    reactions: new ReactionRecords(records, clock),
    receipts,
    reviews,
    roomControl: new LivechatControl(read, modify),
    settings,
    templates,
    texts,
    windows,
    workspace,
  });
  const windowWatch = wireWindows({
    clock,
    conversationRecords,
    counter,
    greeter,
    livechat,
    log,
    notices,
    numbers,
    records,
    settings,
    written,
  });
  const roomFiles = new RecentFiles(read, direct);
  const templateDialogue = new TemplateDialogue({
    catalogs: new CatalogRecords(records, clock),
    clock,
    contacts,
    conversationRecords,
    conversations,
    drafts: new DraftRecords(records),
    files: roomFiles,
    notices,
    numbers,
    outreach,
    templates,
  });
  const { webhooks, ...connections } = wireNumbers({
    apis,
    clock,
    http,
    locks,
    log,
    messageVariants,
    numbers,
    read,
    records,
    workspace,
  });
  const health = wireHealth({
    alarms,
    apis,
    backlogs: [inbox, outbox],
    clock,
    counter,
    http,
    locks,
    log,
    notices,
    numbers,
    outboundOffer,
    records,
    settings,
    templateStore,
    troubles,
    webhooks,
    workspace,
  });
  const migrations = new Migrations(records, locks, log, MIGRATIONS);
  const retention = new Retention(records, settings, clock);

  const forOthers = wireSending({
    clock,
    deliveries: sending.deliveryRecords,
    inbox,
    languages,
    locks,
    log,
    notices,
    numbers,
    outbox: sending.outbox,
    outreach: sending.outreach,
    read,
    records,
    setupRoom,
    templates,
  });

  return {
    ...connections,
    ...health,
    ...sending,
    ...forOthers,
    ...wireSetup({ activeRooms, clock, livechat, log, notices, records, setupPeople, workspace }),
    appUser,
    counter,
    echoes,
    greeter,
    inbound,
    languages,
    lateViews: new LateViewRecords(records, clock),
    log,
    messageVariants,
    migrations,
    notices,
    numbers,
    openForms: new OpenFormRecords(records, clock),
    optOuts,
    reports: new ReportService(numbers, counter, settings, clock),
    retention,
    retry,
    settings,
    roomFiles,
    setupRoom,
    templateDialogue,
    templateManagement,
    templates,
    windowWatch,
    workspace,
  };
}
