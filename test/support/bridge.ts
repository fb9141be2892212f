import { Alarms } from '../../src/services/health/alarms';
import { Counter } from '../../src/services/health/counter';
import { CountRecords } from '../../src/rocketchat/records/counts';
import { TroubleRecords } from '../../src/rocketchat/records/troubles';
import { ContactRecords } from '../../src/rocketchat/records/contacts';
import { ConversationRecords } from '../../src/rocketchat/records/conversations';
import { InboxRecords } from '../../src/rocketchat/records/inbox';
import { LinkRecords } from '../../src/rocketchat/records/links';
import { LockRecords } from '../../src/rocketchat/records/locks';
import { LostFileRecords } from '../../src/rocketchat/records/lostFiles';
import { MarketingChoiceRecords } from '../../src/rocketchat/records/marketingChoices';
import { MessageVariantRecords } from '../../src/rocketchat/records/messageVariants';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { OutreachRecords } from '../../src/rocketchat/records/outreaches';
import { Peers } from '../../src/rocketchat/records/peers';
import { ReactionRecords } from '../../src/rocketchat/records/reactions';
import { Records } from '../../src/rocketchat/records/records';
import { ConversationService } from '../../src/services/conversations';
import { Greeter } from '../../src/services/greeter';
import { Identities } from '../../src/services/identities';
import { RoomNotes } from '../../src/services/inbound/changes';
import { createInbound } from '../../src/services/inbound/create';
import { CustomerTexts } from '../../src/services/languages/customerTexts';
import { OptOuts } from '../../src/services/optOut/optOuts';
import { Routing } from '../../src/services/outreach/routing';
import type { AppSettings, WhatsAppApis } from '../../src/services/ports';
import { wireTemplates } from '../../src/wiringTemplates';
import { ReportService } from '../../src/services/report/report';
import { WebhookKeeper } from '../../src/services/webhookKeeper';
import { wireHealth } from '../../src/wiringHealth';
import { wireOutbound } from '../../src/wiringOutbound';
import { wireWindows } from '../../src/wiringWindows';
import {
  DEFAULT_SETTINGS,
  FakeApi,
  FakeEndpoint,
  FakeInternet,
  FakeLivechat,
  FakeWorkspace,
  ManualClock,
  RecordingLog,
  RecordingNotices,
} from './fakes';
import { FakePersistence } from './fakePersistence';

/** What all servers of a workspace share. */
export class World {
  readonly database = new FakePersistence();
  readonly livechat = new FakeLivechat();
  readonly api = new FakeApi();
  apis: WhatsAppApis = () => this.api;
  readonly clock = new ManualClock();
  readonly notices = new RecordingNotices();
  readonly log = new RecordingLog();
  readonly endpoint = new FakeEndpoint();
  readonly workspace = new FakeWorkspace();
  readonly settings: AppSettings = { ...DEFAULT_SETTINGS };
  readonly internet = new FakeInternet();
  /** Of the workspace. */
  language?: string;
}

/** The app's services as one server runs them, over fakes of the host and of 360dialog. */
export function startServer(world: World) {
  const { clock, database, endpoint, livechat, log, notices, workspace } = world;
  const records = new Records(...database.asAccessors());
  const numbers = new NumberRecords(records, clock);
  const conversationRecords = new ConversationRecords(records, clock);
  const contacts = new ContactRecords(records);
  const links = new LinkRecords(records, clock);
  const apis: WhatsAppApis = (credentials) => world.apis(credentials);
  const settings = { get: () => Promise.resolve(world.settings) };
  const peers = new Peers(records, clock);
  const locks = new LockRecords(records, clock);
  const { reviews, templateManagement, templates, templateStore } = wireTemplates({
    ...{ apis, clock, files: livechat, locks, log, notices, numbers, records, settings },
  });
  const alarms = new Alarms(new TroubleRecords(records, clock), numbers, locks, notices);
  const counter = new Counter(new CountRecords(records, clock), clock, log);
  const identities = new Identities(contacts, livechat, locks);
  const outreaches = new OutreachRecords(records);
  const routing = new Routing(outreaches, links, livechat, workspace, clock);
  const conversations = new ConversationService(
    ...([identities, conversationRecords, livechat, locks, routing, clock] as const),
  );
  const marketing = new MarketingChoiceRecords(records);
  const optOuts = new OptOuts(marketing, new RoomNotes(conversations, notices), clock);
  const sending = wireOutbound({
    alarms,
    counter,
    ...{ apis, clock, conversationRecords, conversations, endpoint, links, livechat, locks, log },
    ...{ notices, numbers, optOuts, outreaches, peers },
    ...{ records, settings, templates, written: livechat.written },
  });
  const { deliveries, options, outbound, outbox, places, receipts, troubles, windows } = sending;
  const messageVariants = new MessageVariantRecords(records, clock);
  const texts = new CustomerTexts(messageVariants, outreaches, {
    workspaceLanguage: () => Promise.resolve(world.language),
  });
  const greeter = new Greeter(conversations, livechat, outbound, clock, workspace, contacts, texts);
  const inbox = new InboxRecords(records, clock, peers);
  const lost = new LostFileRecords(records, clock);
  const { inbound, retry } = createInbound({
    counter,
    ...{ apis, clock, conversationRecords, conversations, greeter, inbox, links, livechat, locks, log, lost },
    ...{ deliveries, notices, numbers, places, receipts, settings, workspace },
    ...{ options, optOuts, outbound, reviews, templates, texts, windows },
    reactions: new ReactionRecords(records, clock),
    roomControl: livechat,
  });
  const webhooks = new WebhookKeeper(workspace, log);
  const health = wireHealth({
    outboundOffer: { state: () => Promise.resolve('registered') },
    alarms,
    apis,
    backlogs: [inbox, outbox],
    clock,
    counter,
    http: world.internet,
    locks,
    log,
    notices,
    numbers,
    records,
    settings,
    templateStore,
    troubles,
    webhooks,
    workspace,
  });
  const { written } = livechat;
  const windowWatch = wireWindows({
    counter,
    ...{ clock, conversationRecords, greeter, livechat, log, notices, numbers, records, settings, written },
  });
  return {
    alarms,
    counter,
    reports: new ReportService(numbers, counter, settings, clock),
    ...health,
    messageVariants,
    ...{ contacts, conversations, conversationRecords, greeter, inbound, inbox, links },
    locks,
    ...{ numbers, optOuts, outreaches, peers, records, retry, templateManagement, templates, windowWatch },
    ...sending,
  };
}

/** Lets everything that is under way come to rest. */
export async function settle(turns = 200): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
