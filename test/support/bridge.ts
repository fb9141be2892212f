import { ContactRecords } from '../../src/rocketchat/records/contacts';
import { ConversationRecords } from '../../src/rocketchat/records/conversations';
import { DeliveryRecords } from '../../src/rocketchat/records/deliveries';
import { InboxRecords } from '../../src/rocketchat/records/inbox';
import { LinkRecords } from '../../src/rocketchat/records/links';
import { LockRecords } from '../../src/rocketchat/records/locks';
import { LostFileRecords } from '../../src/rocketchat/records/lostFiles';
import { MarketingChoiceRecords } from '../../src/rocketchat/records/marketingChoices';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { OptionRecords } from '../../src/rocketchat/records/options';
import { OutboxRecords } from '../../src/rocketchat/records/outbox';
import { Peers } from '../../src/rocketchat/records/peers';
import { ReactionRecords } from '../../src/rocketchat/records/reactions';
import { Records } from '../../src/rocketchat/records/records';
import { ConversationService } from '../../src/services/conversations';
import { DeliveryService } from '../../src/services/delivery';
import { Greeter } from '../../src/services/greeter';
import { Identities } from '../../src/services/identities';
import { createInbound } from '../../src/services/inbound/create';
import { KeyedQueue } from '../../src/services/keyedQueue';
import { OutboundService } from '../../src/services/outbound';
import type { AppSettings } from '../../src/services/ports';
import {
  DEFAULT_SETTINGS,
  FakeApi,
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
  readonly clock = new ManualClock();
  readonly notices = new RecordingNotices();
  readonly log = new RecordingLog();
  readonly workspace = new FakeWorkspace();
  readonly settings: AppSettings = { ...DEFAULT_SETTINGS };
}

/** The app's services as one server runs them, over fakes of the host and of 360dialog. */
export function startServer({ database, livechat, api, clock, notices, log, settings, workspace }: World) {
  const records = new Records(...database.asAccessors());
  const numbers = new NumberRecords(records, clock);
  const conversationRecords = new ConversationRecords(records, clock);
  const contacts = new ContactRecords(records);
  const links = new LinkRecords(records, clock);
  const apis = (): FakeApi => api;
  const outbox = new OutboxRecords(records, clock);
  const outbound = new OutboundService(
    ...([
      outbox,
      numbers,
      conversationRecords,
      livechat,
      apis,
      notices,
      new KeyedQueue(),
      clock,
      log,
    ] as const),
  );
  const locks = new LockRecords(records, clock);
  const identities = new Identities(contacts, livechat, locks);
  const conversations = new ConversationService(identities, conversationRecords, livechat, locks, clock);
  const greeter = new Greeter(conversations, livechat, outbound, clock);
  const peers = new Peers(records, clock);
  const inbox = new InboxRecords(records, clock, peers);
  const lost = new LostFileRecords(records, clock);
  const { inbound, retry } = createInbound({
    ...{ apis, clock, conversationRecords, conversations, greeter, inbox, links, livechat, locks, log, lost },
    ...{ notices, numbers, workspace },
    deliveries: new DeliveryService(new DeliveryRecords(records, clock), links, notices),
    options: new OptionRecords(records),
    marketing: new MarketingChoiceRecords(records),
    reactions: new ReactionRecords(records, clock),
    settings: { get: () => Promise.resolve(settings) },
  });
  return {
    ...{ contacts, conversations, conversationRecords, greeter, inbound, inbox, links },
    ...{ numbers, outbound, outbox, peers, records, retry },
  };
}

/** Lets everything that is under way come to rest. */
export async function settle(turns = 200): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
