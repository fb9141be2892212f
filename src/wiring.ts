import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createDialog360 } from './dialog360/client';
import { AppUser } from './rocketchat/appUser';
import { hostLog } from './rocketchat/hostLog';
import { LivechatRooms } from './rocketchat/livechat';
import { BotNotices } from './rocketchat/notices';
import { ContactRecords } from './rocketchat/records/contacts';
import { ConversationRecords } from './rocketchat/records/conversations';
import { DeliveryRecords } from './rocketchat/records/deliveries';
import { InboxRecords } from './rocketchat/records/inbox';
import { LinkRecords } from './rocketchat/records/links';
import { LockRecords } from './rocketchat/records/locks';
import { NumberRecords } from './rocketchat/records/numbers';
import { OutboxRecords } from './rocketchat/records/outbox';
import { Records } from './rocketchat/records/records';
import { Retention } from './rocketchat/records/retention';
import { HostSettings } from './rocketchat/settings';
import { SetupRoom } from './rocketchat/setupRoom';
import { UploadEchoes } from './rocketchat/uploadEchoes';
import { HostWorkspace } from './rocketchat/workspace';
import { ConnectionService } from './services/connection';
import { ConversationService } from './services/conversations';
import { DeliveryService } from './services/delivery';
import { Greeter } from './services/greeter';
import { InboundService } from './services/inbound';
import type { EventHandlers } from './services/inbound/handler';
import { LeftAside } from './services/inbound/leftAside';
import { Messages } from './services/inbound/messages';
import { Statuses } from './services/inbound/statuses';
import { KeyedQueue } from './services/keyedQueue';
import { OutboundService } from './services/outbound';
import type { Clock } from './services/ports';
import { RoomWriter } from './services/roomWriter';
import { WebhookKeeper } from './services/webhookKeeper';

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

const clock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Puts the parts together, once for the life of the process. */
export function wire(app: Pick<IApp, 'getAccessors'>, { read, modify, http, persistence }: Accessors) {
  const log = hostLog;
  const records = new Records(read.getPersistenceReader(), persistence);
  const numbers = new NumberRecords(records, clock);
  const conversationRecords = new ConversationRecords(records, clock);
  const links = new LinkRecords(records);
  const apis = createDialog360(http);

  const settings = new HostSettings(read.getEnvironmentReader().getSettings(), clock);
  const appUser = new AppUser(read.getUserReader());
  const echoes = new UploadEchoes();
  const livechat = new LivechatRooms(read, modify, appUser, echoes);
  const setupRoom = new SetupRoom(read, modify, appUser);
  const notices = new BotNotices(livechat, setupRoom, settings);
  const workspace = new HostWorkspace(app, read, settings);

  const outbound = new OutboundService(
    new OutboxRecords(records, clock),
    numbers,
    conversationRecords,
    livechat,
    apis,
    notices,
    new KeyedQueue(),
    clock,
    log,
  );
  const conversations = new ConversationService(
    new ContactRecords(records),
    conversationRecords,
    livechat,
    new LockRecords(records, clock),
    clock,
  );
  const greeter = new Greeter(conversations, livechat, outbound, clock);
  const leftAside = new LeftAside(log);
  const handlers: EventHandlers = {
    message: new Messages(conversations, new RoomWriter(livechat, links, apis, notices), greeter, log),
    status: new Statuses(new DeliveryService(new DeliveryRecords(records, clock), links, notices)),
    ...{ reaction: leftAside, edit: leftAside, revoke: leftAside, echo: leftAside },
    ...{ identity: leftAside, preference: leftAside, notice: leftAside },
  };
  const inbound = new InboundService(
    new InboxRecords(records, clock),
    numbers,
    handlers,
    notices,
    new KeyedQueue(),
    clock,
    log,
  );
  const webhooks = new WebhookKeeper(workspace, log);
  const connection = new ConnectionService(numbers, workspace, webhooks, apis, clock, log);
  const retention = new Retention(records, settings, clock);

  return {
    ...{ appUser, connection, echoes, greeter, inbound, log, notices, numbers },
    ...{ outbound, retention, settings, setupRoom, workspace },
  };
}
