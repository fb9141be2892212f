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
import { LostFileRecords } from './rocketchat/records/lostFiles';
import { MarketingChoiceRecords } from './rocketchat/records/marketingChoices';
import { NumberRecords } from './rocketchat/records/numbers';
import { OptionRecords } from './rocketchat/records/options';
import { OutboxRecords } from './rocketchat/records/outbox';
import { Peers } from './rocketchat/records/peers';
import { ReactionRecords } from './rocketchat/records/reactions';
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
import { Identities } from './services/identities';
import { createInbound } from './services/inbound/create';
import { KeyedQueue } from './services/keyedQueue';
import { OutboundService } from './services/outbound';
import type { Clock } from './services/ports';
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
  const links = new LinkRecords(records, clock);
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
  const locks = new LockRecords(records, clock);
  const identities = new Identities(new ContactRecords(records), livechat, locks);
  const conversations = new ConversationService(identities, conversationRecords, livechat, locks, clock);
  const greeter = new Greeter(conversations, livechat, outbound, clock);
  const { inbound, retry } = createInbound({
    ...{ apis, clock, conversationRecords, conversations, greeter, links, livechat, locks, log },
    ...{ notices, numbers, settings, workspace },
    deliveries: new DeliveryService(new DeliveryRecords(records, clock), links, notices),
    inbox: new InboxRecords(records, clock, new Peers(records, clock)),
    lost: new LostFileRecords(records, clock),
    options: new OptionRecords(records),
    marketing: new MarketingChoiceRecords(records),
    reactions: new ReactionRecords(records, clock),
  });
  const webhooks = new WebhookKeeper(workspace, log);
  const connection = new ConnectionService(numbers, workspace, webhooks, apis, clock, log);
  const retention = new Retention(records, settings, clock);

  return {
    ...{ appUser, connection, echoes, greeter, inbound, log, notices, numbers },
    ...{ outbound, retention, retry, settings, setupRoom, workspace },
  };
}
