import { ActiveRoomRecords } from './rocketchat/records/activeRooms';
import type { ConversationRecords } from './rocketchat/records/conversations';
import { DeliveryRecords } from './rocketchat/records/deliveries';
import { FreeEntryRecords } from './rocketchat/records/freeEntries';
import { HeldRecords } from './rocketchat/records/held';
import { OptionRecords } from './rocketchat/records/options';
import { OutboxRecords } from './rocketchat/records/outbox';
import type { Peers } from './rocketchat/records/peers';
import type { Records } from './rocketchat/records/records';
import { ReportRecords } from './rocketchat/records/reports';
import { ToldRecords } from './rocketchat/records/told';
import { UploadRecords } from './rocketchat/records/uploads';
import { DeliveryService } from './services/delivery';
import { DeliveryMarks } from './services/delivery/marks';
import type { StatusEndpoint } from './services/delivery/ports';
import { ReportPosting } from './services/delivery/reportPosting';
import { StatusReports } from './services/delivery/reports';
import type { Alarms } from './services/health/alarms';
import type { Counter } from './services/health/counter';
import { KeyedQueue } from './services/keyedQueue';
import { MessageInfo } from './services/messageInfo';
import { OutboundService } from './services/outbound';
import { SecondTries } from './services/outbound/again';
import { Attachments } from './services/outbound/attachments';
import { BotPairs } from './services/outbound/botPairs';
import { Composer } from './services/outbound/composer';
import { HeldMessages } from './services/outbound/heldMessages';
import { MessageChanges } from './services/outbound/changes';
import { Dispatch } from './services/outbound/dispatch';
import { Overlooked } from './services/outbound/overlooked';
import { HeldReplies } from './services/outbound/heldReplies';
import { Pace } from './services/outbound/pace';
import { Reconciliation } from './services/outbound/reconciliation';
import { Revisions } from './services/outbound/revisions';
import { Sender } from './services/outbound/sender';
import { ChannelTroubles } from './services/outbound/troubles';
import { Turns } from './services/outbound/turns';
import { Undelivered } from './services/outbound/undelivered';
import type {
  Clock,
  Links,
  Livechat,
  Locks,
  Log,
  Notices,
  Numbers,
  Settings,
  WhatsAppApis,
} from './services/ports';
import type { Written } from './services/outbound/ports';
import { OutreachFailures } from './services/outreach/failures';
import { OutreachFates } from './services/outreach/fates';
import { OutreachService } from './services/outreach/outreach';
import { OutreachPlaces } from './services/outreach/places';
import type { Outreaches } from './services/outreach/ports';
import type { ConversationService } from './services/conversations';
import type { OptOuts } from './services/optOut/optOuts';
import { ReadReceipts } from './services/receipts';
import { FirstResponses } from './services/report/firstResponses';
import type { TemplateService } from './services/templates/templates';
import { WindowService } from './services/window/windows';

/** What the way out needs of the rest of the house. */
export interface Outside {
  alarms: Alarms;
  apis: WhatsAppApis;
  clock: Clock;
  conversationRecords: ConversationRecords;
  conversations: ConversationService;
  counter: Counter;
  endpoint: StatusEndpoint;
  links: Links;
  livechat: Livechat;
  locks: Locks;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  optOuts: OptOuts;
  outreaches: Outreaches;
  peers: Pick<Peers, 'present' | 'start'>;
  records: Records;
  settings: Settings;
  templates: TemplateService;
  written: Written;
}

/** Puts the parts of the way out together, and those that follow what became of messages. */
export function wireOutbound(outside: Outside) {
  const { alarms, apis, clock, conversationRecords, conversations, counter, endpoint } = outside;
  const { links, livechat, locks, log, notices, numbers, optOuts, outreaches } = outside;
  const { peers, records, settings, written } = outside;
  const outbox = new OutboxRecords(records, clock, peers);
  const told = new ToldRecords(records, clock);
  const heldRecords = new HeldRecords(records);
  const held = new HeldMessages({
    clock,
    conversations: conversationRecords,
    livechat,
    notices,
    records: heldRecords,
    told,
    written,
  });
  const options = new OptionRecords(records, clock);
  const deliveryRecords = new DeliveryRecords(records, clock);
  const activeRooms = new ActiveRoomRecords(records, clock);
  const troubles = new ChannelTroubles(alarms);
  const undelivered = new Undelivered({
    counter,
    held,
    notices,
    outreachFailures: new OutreachFailures(outreaches, notices),
    settings,
    templates: outside.templates,
    troubles,
  });
  const places = new OutreachPlaces({
    conversations,
    links,
    livechat,
    locks,
    log,
    numbers,
    outbox,
    outreaches,
  });
  const sender = new Sender({
    apis,
    attachments: new Attachments(livechat, new UploadRecords(records, clock), settings),
    clock,
    conversations: conversationRecords,
    links,
    numbers,
    outbox,
    pace: new Pace(clock),
  });
  const overlooked = new Overlooked(written, outbox, peers, clock);
  const composer = new Composer(settings, options, clock);
  const revisions = new Revisions({ clock, composer, notices, outbox, written });
  const queue = new ReportRecords(records, clock);
  const reportPosting = new ReportPosting({
    clock,
    endpoint,
    lines: new KeyedQueue(),
    log,
    notices,
    queue,
    settings,
  });
  const statusReports = new StatusReports({
    clock,
    conversations: conversationRecords,
    deliveries: deliveryRecords,
    log,
    numbers,
    outreaches,
    posting: reportPosting,
    queue,
    settings,
    written,
  });
  const dispatch = new Dispatch({
    reports: statusReports,
    counter,
    log,
    outbox,
    places,
    revisions,
    sender,
    troubles,
    undelivered,
  });
  const turns = new Turns(outbox, new KeyedQueue(), clock, log);
  const outbound = new OutboundService({
    apis,
    clock,
    conversations: conversationRecords,
    composer,
    dispatch,
    held,
    log,
    outbox,
    overlooked,
    turns,
    undelivered,
  });
  const outreach = new OutreachService({
    clock,
    conversations,
    dispatch,
    numbers,
    optOuts,
    outbox,
    outreaches,
    turns,
  });
  const windows = new WindowService({
    clock,
    conversations: conversationRecords,
    freeEntries: new FreeEntryRecords(records, clock),
    notices,
    written,
  });
  const marks = new DeliveryMarks(livechat, settings, log);
  return {
    activeRooms,
    botPairs: new BotPairs(clock),
    deliveryRecords,
    changes: new MessageChanges({ clock, held, links, notices, outbox, told }),
    deliveries: new DeliveryService({
      deliveries: deliveryRecords,
      fates: new OutreachFates(outreaches, places),
      links,
      marks,
      notices,
      outbox,
      reports: statusReports,
      undelivered,
      windows,
      written,
    }),
    firstResponses: new FirstResponses(told, counter),
    heldReplies: new HeldReplies({ clock, notices, records: heldRecords, written }),
    messageInfo: new MessageInfo(links, deliveryRecords),
    options,
    outbound,
    outbox,
    outreach,
    places,
    receipts: new ReadReceipts({ apis, company: peers, links, log, numbers, settings, written }),
    reconciliation: new Reconciliation(activeRooms, overlooked, outbound, clock, log),
    secondTries: new SecondTries(outbound, written, held, outreach, clock),
    reportPosting,
    troubles,
    windows,
  };
}
