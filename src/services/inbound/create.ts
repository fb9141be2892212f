import type { ConversationService } from '../conversations';
import type { DeliveryService } from '../delivery';
import type { Greeter } from '../greeter';
import type { Counter } from '../health/counter';
import { InboundService } from '../inbound';
import { KeyedQueue } from '../keyedQueue';
import type {
  Clock,
  Conversations,
  Links,
  Livechat,
  Locks,
  Log,
  Notices,
  Numbers,
  Settings,
  WhatsAppApis,
  Workspace,
} from '../ports';
import type { CustomerTexts } from '../languages/customerTexts';
import type { OptOuts } from '../optOut/optOuts';
import type { OutboundService } from '../outbound';
import type { OutreachPlaces } from '../outreach/places';
import type { Options } from '../outbound/ports';
import type { ReadReceipts } from '../receipts';
import { RoomWriter } from '../roomWriter';
import { Taps } from '../taps';
import type { Reviews } from '../templates/reviews';
import type { TemplateService } from '../templates/templates';
import type { WindowService } from '../window/windows';
import { AccountNotices } from './accountNotices';
import { Edits, Revokes, RoomNotes } from './changes';
import { BotPosts } from './botPosts';
import { ChoiceWords } from './choiceWords';
import { Echoes } from './echoes';
import { Fetcher } from './fetcher';
import { Files } from './files';
import type { EventHandlers } from './handler';
import { IdentityChanges } from './identityChanges';
import { Messages } from './messages';
import { Preferences } from './preferences';
import { Quotes } from './quotes';
import { ReactionEvents } from './reactions';
import { DownloadRetry } from './retry';
import { Statuses } from './statuses';
import { VisitorPosts } from './visitorPosts';
import type { Inbox, LostFiles, Reactions, RoomControl } from './ports';

/** What the inbound side stands on. */
export interface InboundParts {
  apis: WhatsAppApis;
  clock: Clock;
  conversationRecords: Conversations;
  conversations: ConversationService;
  counter: Counter;
  deliveries: DeliveryService;
  greeter: Greeter;
  inbox: Inbox;
  links: Links;
  livechat: Livechat;
  locks: Locks;
  log: Log;
  lost: LostFiles;
  notices: Notices;
  numbers: Numbers;
  optOuts: OptOuts;
  options: Options;
  outbound: OutboundService;
  places: OutreachPlaces;
  receipts: ReadReceipts;
  reactions: Reactions;
  roomControl: RoomControl;
  settings: Settings;
  reviews: Reviews;
  templates: TemplateService;
  texts: CustomerTexts;
  windows: WindowService;
  workspace: Pick<Workspace, 'messageUrl'>;
}

/** Puts the inbound side together: a handler for each kind of event, and what they share. */
export function createInbound(parts: InboundParts): { inbound: InboundService; retry: DownloadRetry } {
  const { apis, clock, conversations, greeter, inbox, links, livechat, log, lost } = parts;
  const { notices, numbers, options, optOuts, outbound, settings } = parts;
  const fetcher = new Fetcher(apis, settings, clock);
  const quotes = new Quotes(links, parts.workspace, settings);
  const posts = new VisitorPosts(livechat, links);
  const botPosts = new BotPosts(livechat, links);
  const files = new Files(livechat, posts, fetcher, lost, conversations, greeter, notices);
  const taps = new Taps({ greeter, log, notices, options, rooms: parts.roomControl });
  const writer = new RoomWriter(posts, files, quotes, taps, notices);
  const notes = new RoomNotes(conversations, notices);
  const messages = new Messages({
    conversations,
    greeter,
    inbox,
    log,
    notices,
    outbound,
    outreach: parts.places,
    receipts: parts.receipts,
    settings,
    windows: parts.windows,
    writer,
  });
  const handlers: EventHandlers = {
    message: new ChoiceWords({
      conversations,
      greeter,
      messages,
      notices,
      options,
      optOuts,
      outbound,
      texts: parts.texts,
    }),
    status: new Statuses(parts.deliveries, parts.counter),
    reaction: new ReactionEvents(livechat, links, parts.reactions, quotes, notices, log),
    edit: new Edits(livechat, links, writer, notes, notices, botPosts),
    revoke: new Revokes(livechat, links, notes, notices),
    echo: new Echoes(conversations, botPosts, writer, fetcher, quotes, notices, log),
    identity: new IdentityChanges(conversations, notices),
    preference: new Preferences(optOuts),
    notice: new AccountNotices(notices, parts.templates, parts.reviews),
  };
  return {
    inbound: new InboundService({
      clock,
      counter: parts.counter,
      handlers,
      inbox,
      livechat,
      log,
      notices,
      numbers,
      queue: new KeyedQueue(),
    }),
    retry: new DownloadRetry(
      lost,
      numbers,
      parts.conversationRecords,
      livechat,
      fetcher,
      links,
      parts.locks,
      notices,
      clock,
    ),
  };
}
