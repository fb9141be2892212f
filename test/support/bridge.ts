import { ContactRecords } from '../../src/rocketchat/records/contacts';
import { ConversationRecords } from '../../src/rocketchat/records/conversations';
import { DeliveryRecords } from '../../src/rocketchat/records/deliveries';
import { InboxRecords } from '../../src/rocketchat/records/inbox';
import { LinkRecords } from '../../src/rocketchat/records/links';
import { LockRecords } from '../../src/rocketchat/records/locks';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { OutboxRecords } from '../../src/rocketchat/records/outbox';
import { Records } from '../../src/rocketchat/records/records';
import { ConversationService } from '../../src/services/conversations';
import { DeliveryService } from '../../src/services/delivery';
import { Greeter } from '../../src/services/greeter';
import { InboundService } from '../../src/services/inbound';
import type { EventHandlers } from '../../src/services/inbound/handler';
import { LeftAside } from '../../src/services/inbound/leftAside';
import { Messages } from '../../src/services/inbound/messages';
import { Statuses } from '../../src/services/inbound/statuses';
import { KeyedQueue } from '../../src/services/keyedQueue';
import { OutboundService } from '../../src/services/outbound';
import { RoomWriter } from '../../src/services/roomWriter';
import { FakeApi, FakeLivechat, ManualClock, RecordingLog, RecordingNotices } from './fakes';
import { FakePersistence } from './fakePersistence';

/** What all servers of a workspace share. */
export class World {
  readonly database = new FakePersistence();
  readonly livechat = new FakeLivechat();
  readonly api = new FakeApi();
  readonly clock = new ManualClock();
  readonly notices = new RecordingNotices();
  readonly log = new RecordingLog();
}

/** The app's services as one server runs them, over fakes of the host and of 360dialog. */
export function startServer({ database, livechat, api, clock, notices, log }: World) {
  const records = new Records(...database.asAccessors());
  const numbers = new NumberRecords(records, clock);
  const conversationRecords = new ConversationRecords(records, clock);
  const contacts = new ContactRecords(records);
  const links = new LinkRecords(records);
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
  const conversations = new ConversationService(contacts, conversationRecords, livechat, locks, clock);
  const greeter = new Greeter(conversations, livechat, outbound, clock);
  const inbox = new InboxRecords(records, clock);
  const deliveries = new DeliveryService(new DeliveryRecords(records, clock), links, notices);
  const leftAside = new LeftAside(log);
  const handlers: EventHandlers = {
    message: new Messages(conversations, new RoomWriter(livechat, links, apis, notices), greeter, log),
    status: new Statuses(deliveries),
    ...{ reaction: leftAside, edit: leftAside, revoke: leftAside, echo: leftAside },
    ...{ identity: leftAside, preference: leftAside, notice: leftAside },
  };
  const inbound = new InboundService(inbox, numbers, handlers, notices, new KeyedQueue(), clock, log);
  return {
    ...{ contacts, conversations, conversationRecords, greeter, inbound, inbox, links },
    ...{ numbers, outbound, outbox },
  };
}

/** Lets everything that is under way come to rest. */
export async function settle(turns = 200): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
