import type { Contact, Sender } from '../domain/contact';
import type { Conversation } from '../domain/conversation';
import type { Failure, Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import type { Say, Text } from '../domain/text';
import type { Room, RoomOpening } from './rooms';
import type { File } from './whatsAppApi';

export type { Room } from './rooms';
export type { Credentials, File, MediaReference, WhatsAppApi, WhatsAppApis } from './whatsAppApi';

export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The app's log. Constant sentences with ids and codes beside them; never keys, message texts or phone numbers. */
export interface Log {
  info(what: string, context?: Record<string, unknown>): void;
  warn(what: string, context?: Record<string, unknown>): void;
  error(what: string, context?: Record<string, unknown>): void;
}

// --- records ---------------------------------------------------------------------------------------------------

export interface Numbers {
  all(): Promise<ConnectedNumber[]>;
  /** From memory where possible; `fresh` asks the database. */
  byId(id: string, options?: { fresh?: boolean }): Promise<ConnectedNumber | undefined>;
  save(number: ConnectedNumber): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface Contacts {
  byId(id: string): Promise<Contact | undefined>;
  /** By any of the sender's aliases: BSUID first, then the phone in each form that WhatsApp may write it. */
  find(sender: Sender): Promise<Contact | undefined>;
  save(contact: Contact): Promise<void>;
}

export interface Conversations {
  /** From memory where possible; `fresh` asks the database. */
  find(contactId: string, numberId: string, options?: { fresh?: boolean }): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
}

/** Ties a WhatsApp message to the message in the room that stands for it. */
export interface MessageLink {
  wamid: string;
  messageId: string;
  /** The message with the caption, for the host's file messages of visitors have none. */
  captionId?: string;
  roomId: string;
  direction: 'in' | 'out';
}

export interface Links {
  /** For what has another message standing for it from now on. */
  save(link: MessageLink): Promise<void>;
  byWamid(wamid: string): Promise<MessageLink | undefined>;
  byMessageId(messageId: string): Promise<MessageLink[]>;
}

export interface Locks {
  /** Runs the task while no other server runs one under the same key. */
  hold<T>(key: string, task: () => Promise<T>): Promise<T>;
}

// --- Rocket.Chat -----------------------------------------------------------------------------------------------

/** What the workspace shows of a person. */
export interface VisitorProfile {
  name?: string;
  /** With `+` and country code. */
  phone?: string;
  /** What WhatsApp calls the person: the BSUID, else the number. */
  whatsAppId: string;
  username?: string;
}

/** A button under a message of our bot. */
export interface BotButton {
  /** Action id of the click. */
  action: string;
  label: string;
  /** Comes back with the click. */
  value: string;
}

/** Codes of failures when somebody writes as a visitor, thrown as {@link FailureError}, or a room is to be opened. */
export const ROOM_CLOSED = 'room-closed';
export const CHANNEL_BLOCKED = 'error-contact-channel-blocked';
export const NO_AGENT_ONLINE = 'no-agent-online';
export const OMNICHANNEL_OFF = 'error-omnichannel-is-disabled';
/** Another app of the workspace does not let the message in. */
export const MESSAGE_PREVENTED = 'message-prevented';
/** Nobody is known to the host by the token that we have. */
export const VISITOR_GONE = 'visitor-gone';

/** What a cut-off try may have posted: by its text, or the name of its file. */
export interface Sought {
  /** Unix milliseconds. */
  since: number;
  text?: string;
  filename?: string;
}

export interface Posted {
  id: string;
  /** Unix milliseconds. */
  at: number;
}

/** Omnichannel. Errors of the host that are part of its behaviour come as failures; others throw. */
export interface Livechat extends RoomOpening {
  /**
   * The visitor that the host already knows as this person, with the name that it has there, else a new one.
   * @returns the token to use, and the name that we give it
   */
  registerVisitor(
    profile: VisitorProfile & { token: string; departmentId?: string },
  ): Promise<{ id: string; token: string; name?: string }>;
  /**
   * Brings what is known of a visitor up to date.
   * @param lastName the name that we gave it last: another one was chosen by an agent and stays
   * @returns the name that it has now
   */
  updateVisitor(token: string, profile: VisitorProfile, lastName?: string): Promise<string | undefined>;
  room(id: string): Promise<Room | undefined>;
  /**
   * @returns the message id.
   * @throws FailureError {@link ROOM_CLOSED}, {@link CHANNEL_BLOCKED}, {@link OMNICHANNEL_OFF},
   * {@link MESSAGE_PREVENTED}
   */
  postAsVisitor(room: Room, text: string): Promise<string>;
  /**
   * Posts a file message; fails when the workspace does not take such files.
   * @returns its message id, or undefined when the host did not tell it.
   * @throws FailureError as {@link postAsVisitor}
   */
  uploadAsVisitor(room: Room, file: File): Promise<Result<string | undefined>>;
  /** Posts as our bot, visible to everybody in the room. @returns the message id. */
  postAsBot(roomId: string, text: string, buttons?: readonly BotButton[]): Promise<string>;
  /** Posts a file message of our bot. @returns false where the workspace does not take such files */
  uploadAsBot(roomId: string, file: File): Promise<boolean>;
  /** Changes a message, whoever wrote it. Buttons of a bot's message go. */
  edit(messageId: string, text: string): Promise<void>;
  /** The text of a message; undefined when it does not exist any more. */
  textOf(messageId: string): Promise<string | undefined>;
  remove(messageId: string): Promise<void>;
  /**
   * Sets or takes back a reaction of our bot.
   * @param shortcode without colons
   * @returns false where the host does not let the bot react
   */
  react(messageId: string, shortcode: string, set: boolean): Promise<boolean>;
  /** The visitor's messages in a room, oldest first; asked only after a crash. */
  findOfVisitor(room: Room, sought: Sought): Promise<Posted[]>;
  /** As {@link findOfVisitor}, of our bot. */
  findOfBot(roomId: string, sought: Sought): Promise<Posted[]>;
  /** The bytes of a file in a room; a failure where it is gone, or the host does not let us read it. */
  file(id: string): Promise<Result<Buffer>>;
}

/** What somebody can do about a notice, with one click. */
export interface NoticeAction {
  /** What happens: `MESSAGE_ACTION` and the like. */
  id: string;
  label: Text;
  /** Comes back with the click. */
  value: string;
}

/** Sentences to people, in the language of the workspace. */
export interface Notices {
  /** Into a customer's room, for its agents; the customer does not get it. */
  toAgents(roomId: string, sentence: Text, actions?: readonly NoticeAction[]): Promise<void>;
  /**
   * At a message of a room that did not reach WhatsApp, or not the customer.
   * @returns the id of the notice
   */
  undelivered(
    message: { roomId: string; messageId: string },
    failure: Failure,
    actions?: readonly NoticeAction[],
  ): Promise<string>;
  /** At a message of a room: something to know of it. @returns the id of the notice */
  atMessage(
    message: { roomId: string; messageId: string },
    sentence: Text,
    actions?: readonly NoticeAction[],
  ): Promise<string>;
  /** Puts another sentence in the place of a notice, and takes its buttons away. */
  replace(noticeId: string, sentence: Text): Promise<void>;
  /** To one user, in a room with our bot alone. @returns the id of the message */
  toUser(username: string, sentence: Text, actions?: readonly NoticeAction[]): Promise<string>;
  /** Into the setup room, as a warning. */
  toAdmins(sentence: Text, action?: NoticeAction): Promise<void>;
  /** Into the setup room, as news. */
  toSetupRoom(sentence: Text): Promise<void>;
  render(sentence: Text): Promise<string>;
  /** For many sentences at once, or in a language that is known to be another. */
  say(language?: string): Promise<Say>;
}

/** What of the workspace a number's connection depends on. */
export interface Workspace {
  /** The name of an enabled department that has agents, or undefined. */
  departmentName(id: string): Promise<string | undefined>;
  departments(): Promise<{ id: string; name: string }[]>;
  /** Whether a department was removed or disabled; one without agents is there all the same. */
  isDepartmentGone(id: string): Promise<boolean>;
  /** The public URL of a message in a livechat room, as quotes have it. */
  messageUrl(roomId: string, messageId: string): Promise<string>;
  /** The public URL of our webhook endpoint for a number; not checked for whether 360dialog can reach it. */
  webhookUrl(numberId: string): Promise<string>;
}

export interface Settings {
  get(): Promise<AppSettings>;
}

/** The app's settings page, read at most some seconds ago. */
export interface AppSettings {
  webhookBaseUrl: string;
  /** What other systems show to use our endpoints; empty: they may not. */
  apiToken: string;
  /** Hours without a customer's message after which the admins are told; 0: they are not. */
  silenceAlarmHours: number;
  undeliverableNotification: string;
  agentDisplay: 'none' | 'name' | 'username';
  agentPrefixFormat: string;
  allowListOptions: boolean;
  listOptionLabel: string;
  readReceipts: 'off' | 'reply' | 'assigned';
  deliveryMarks: 'off' | 'failed' | 'all';
  closedWindowPolicy: 'notify' | 'hold';
  /** How long before its end people are reminded of a customer service window; 0: never. */
  windowReminderMinutes: number;
  /** To customers who wait for an answer then; empty: none. */
  windowReminderMessage: string;
  statusEndpointUrl: string;
  statusFilter: 'All' | 'Regular_Messages' | 'Template_Messages';
  /** Age at which lists of templates are fetched anew, minutes; 0: never by themselves. */
  templateRefreshMinutes: number;
  statusSecret: string;
  retentionDays: number;
  fileUploadsEnabled: boolean;
  /** Bytes; Infinity without a limit. */
  maximumFileUploadSize: number;
  /** In lower case, without parameters, e.g. `image/*`; empty: all. */
  acceptedMediaTypes: string[];
  allowQuoteMessages: boolean;
  /** What becomes of messages while nobody is there: kept until somebody is, or answered and dropped. */
  noAgentPolicy: 'hold' | 'offline_message_only';
}
