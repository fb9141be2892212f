import { randomUUID } from 'node:crypto';

import { RequestMethod, type IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';

import { failed, FailureError, ok, type Failure, type Result } from '../../src/domain/failure';
import type { NumberHealth } from '../../src/domain/health';
import type { ConnectedNumber, Webhook } from '../../src/domain/number';
import type { BusinessProfile, ProfileChange } from '../../src/domain/profile';
import type { OutboundMessage } from '../../src/domain/outbound';
import type { Route } from '../../src/domain/outreach';
import type { Contact } from '../../src/domain/contact';
import type { Template } from '../../src/domain/template';
import type { TemplateDraft } from '../../src/domain/templateDraft';
import type { Say, Text } from '../../src/domain/text';
import type { RoomMessage } from '../../src/services/outbound/message';
import {
  NO_AGENT_ONLINE,
  VISITOR_GONE,
  ROOM_CLOSED,
  type AppSettings,
  type BotButton,
  type Clock,
  type File,
  type Livechat,
  type Log,
  type MediaReference,
  type NoticeAction,
  type Notices,
  type Posted,
  type Room,
  type Sought,
  type VisitorProfile,
  type WhatsAppApi,
  type Workspace,
} from '../../src/services/ports';
import type { RoomControl } from '../../src/services/inbound/ports';
import type { StatusEndpoint } from '../../src/services/delivery/ports';
import type { Written, WrittenAt } from '../../src/services/outbound/ports';
import type { Omnichannel } from '../../src/services/setup/ports';

/** Time stands still until a test moves it; sleeping moves it too. */
export class ManualClock implements Clock {
  constructor(private time = Date.UTC(2026, 10, 20, 10, 0, 0)) {}

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export class RecordingLog implements Log {
  readonly lines: { level: string; what: string; context?: Record<string, unknown> }[] = [];

  info(what: string, context?: Record<string, unknown>): void {
    this.lines.push({ level: 'info', what, context });
  }

  warn(what: string, context?: Record<string, unknown>): void {
    this.lines.push({ level: 'warn', what, context });
  }

  error(what: string, context?: Record<string, unknown>): void {
    this.lines.push({ level: 'error', what, context });
  }
}

const EMPTY_PROFILE: BusinessProfile = { about: '', address: '', description: '', email: '', websites: [] };

/** A 360dialog that answers what a test tells it to, else that all is well. */
export class FakeApi implements WhatsAppApi {
  readonly sent: OutboundMessage[] = [];
  readonly uploads: File[] = [];
  readonly readMarks: { wamid: string; typing: boolean }[] = [];
  /** Answers of the next sends, used up one by one. */
  sendAnswers: Result<string>[] = [];
  healthAnswer: Result<NumberHealth> = ok({ phoneNumberId: '1122334455', displayNumber: '+4930901820' });
  current: Webhook = { url: '', headers: {} };
  setAnswer?: Result<void>;
  /** What a webhook that is set turns into, e.g. because another tool is faster. */
  keeps: (webhook: Webhook) => Webhook = (webhook) => webhook;
  files = new Map<string, Result<Omit<File, 'filename'>>>();
  downloads = 0;
  templatesAnswer: Result<Template[]> = ok([]);
  templateQuestions = 0;
  readonly drafts: TemplateDraft[] = [];
  readonly samples: File[] = [];
  /** What uploads of examples come to, one after the other; then they succeed. */
  sampleAnswers: Result<string>[] = [];
  createAnswer: Result<string> = ok('made-1');
  readonly edits: { id: string; draft: TemplateDraft; keepsCategory: boolean }[] = [];
  readonly deleted: string[] = [];

  health(): Promise<Result<NumberHealth>> {
    return Promise.resolve(this.healthAnswer);
  }

  profileAnswer: () => Promise<Result<BusinessProfile>> = () => Promise.resolve(ok(EMPTY_PROFILE));
  profileSaved: Result<void> = ok(undefined);
  readonly profileChanges: ProfileChange[] = [];
  readonly pictures: Buffer[] = [];

  profile(): Promise<Result<BusinessProfile>> {
    return this.profileAnswer();
  }

  saveProfile(change: ProfileChange): Promise<Result<void>> {
    this.profileChanges.push(change);
    return Promise.resolve(this.profileSaved);
  }

  uploadPicture({ bytes }: { bytes: Buffer }): Promise<Result<string>> {
    this.pictures.push(bytes);
    return Promise.resolve(ok(`handle-${this.pictures.length}`));
  }

  webhook(): Promise<Result<Webhook>> {
    return Promise.resolve(ok(this.current));
  }

  setWebhook(webhook: Webhook): Promise<Result<void>> {
    if (this.setAnswer && !this.setAnswer.ok) {
      return Promise.resolve(this.setAnswer);
    }
    this.current = this.keeps(webhook);
    return Promise.resolve(ok(undefined));
  }

  send(message: OutboundMessage): Promise<Result<string>> {
    this.sent.push(message);
    return Promise.resolve(this.sendAnswers.shift() ?? ok(`wamid.OUT${this.sent.length}`));
  }

  markRead(wamid: string, typing: boolean): Promise<Result<void>> {
    this.readMarks.push({ wamid, typing });
    return Promise.resolve(ok(undefined));
  }

  /** Answers of the next uploads, used up one by one. */
  uploadAnswers: Result<string>[] = [];

  upload(file: File): Promise<Result<string>> {
    this.uploads.push(file);
    return Promise.resolve(this.uploadAnswers.shift() ?? ok(`media-${this.uploads.length}`));
  }

  download({ id }: MediaReference): Promise<Result<Omit<File, 'filename'>>> {
    this.downloads++;
    return Promise.resolve(this.files.get(id) ?? ok({ bytes: Buffer.from(id), mimeType: 'image/jpeg' }));
  }

  templates(): Promise<Result<Template[]>> {
    this.templateQuestions++;
    return Promise.resolve(this.templatesAnswer);
  }

  uploadSample(file: File): Promise<Result<string>> {
    this.samples.push(file);
    return Promise.resolve(this.sampleAnswers.shift() ?? ok(`handle-${this.samples.length}`));
  }

  createTemplate(draft: TemplateDraft): Promise<Result<string>> {
    this.drafts.push(draft);
    return Promise.resolve(this.createAnswer);
  }

  editTemplate(id: string, draft: TemplateDraft, { keepsCategory = false } = {}): Promise<Result<void>> {
    this.edits.push({ id, draft, keepsCategory });
    return Promise.resolve(ok(undefined));
  }

  deleteTemplate({ id }: { id: string; name: string }): Promise<Result<void>> {
    this.deleted.push(id);
    return Promise.resolve(ok(undefined));
  }

  texts(): string[] {
    return this.sent.flatMap(({ content }) => (content.kind === 'text' ? [content.body] : []));
  }
}

/** A message in a room of {@link FakeLivechat}. */
export interface FakePost {
  id: string;
  roomId: string;
  by: 'visitor' | 'bot';
  text?: string;
  file?: string;
  alias?: string;
  buttons?: readonly BotButton[];
  reactions?: string[];
}

/** What stands in rooms from our side. */
class FakeWritten implements Written {
  readonly messages = new Map<string, RoomMessage>();

  add(message: RoomMessage): void {
    this.messages.set(message.id, message);
  }

  byId(messageId: string): Promise<RoomMessage | undefined> {
    return Promise.resolve(this.messages.get(messageId));
  }

  /** Ids of visitors' messages by their rooms. */
  readonly visitors = new Map<string, string>();

  lastOfVisitor(roomId: string): Promise<string | undefined> {
    return Promise.resolve(this.visitors.get(roomId));
  }

  recent(roomId: string, since: number, limit: number): Promise<WrittenAt[]> {
    const own = [...this.messages.values()].filter((one) => one.roomId === roomId && one.writtenAt >= since);
    return Promise.resolve(own.sort((a, b) => b.writtenAt - a.writtenAt).slice(0, limit));
  }
}

/** Rooms in memory. Like the host, it opens a new room whenever it is asked to. */
export class FakeLivechat implements Livechat, RoomControl {
  readonly rooms = new Map<string, Room>();
  readonly posts: FakePost[] = [];
  readonly files = new Map<string, Buffer>();
  readonly profiles = new Map<string, VisitorProfile>();
  readonly written = new FakeWritten();
  /** What our bot did with reactions, also to messages that are not in {@link posts}. */
  readonly reacted: string[] = [];
  readonly handovers: { roomId: string; department: string }[] = [];
  /** Agents and departments that are not there, by their ids. */
  readonly away = new Set<string>();
  /** What each room was opened for, in order. */
  readonly routes: Route[] = [];
  visitors = 0;
  /** Why no room opens at present. */
  refusal?: Failure;
  /** Why files are not taken at present. */
  fileRefusal?: Failure;
  /** Tokens of visitors whom the host has removed. */
  readonly removed = new Set<string>();
  /** Why rooms are neither handed over nor closed at present. */
  controlRefusal?: Failure;
  servedByBot = false;
  isServed = true;
  mayReact = false;
  /** Called before a visitor's post, e.g. to close the room in the last moment. */
  beforePost: (room: Room) => void = () => undefined;

  registerVisitor({
    token,
    ...profile
  }: VisitorProfile & { token: string }): Promise<{ id: string; token: string; name?: string }> {
    this.profiles.set(token, profile);
    return Promise.resolve({ id: `visitor-${++this.visitors}`, token, name: profile.name });
  }

  updateVisitor(token: string, profile: VisitorProfile, lastName?: string): Promise<string | undefined> {
    const name = this.profiles.get(token)?.name;
    const wasRenamed = name !== lastName;
    this.profiles.set(token, { ...profile, name: wasRenamed ? name : profile.name });
    return Promise.resolve(wasRenamed ? lastName : profile.name);
  }

  async room(id: string): Promise<Room | undefined> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.rooms.get(id);
  }

  async openRoom(contact: Contact, _number: ConnectedNumber, route: Route): Promise<Result<Room>> {
    await new Promise((resolve) => setImmediate(resolve));
    const isAway = !route.agentId && this.away.has(route.departmentId ?? '');
    const isGone = this.removed.has(contact.visitorToken);
    const refusal =
      this.refusal ??
      (isGone ? aFailure({ code: VISITOR_GONE }) : undefined) ??
      (isAway ? aFailure({ code: NO_AGENT_ONLINE }) : undefined);
    if (refusal) {
      return { ok: false, failure: refusal };
    }
    const room: Room = {
      id: `room-${this.rooms.size + 1}`,
      isOpen: true,
      servedByBot: this.servedByBot,
      isServed: this.isServed,
      visitor: {
        id: contact.visitorId,
        token: contact.visitorToken,
        username: 'guest-1',
        name: contact.name ?? '',
      },
    };
    this.rooms.set(room.id, room);
    this.routes.push(route);
    return ok(room);
  }

  isSomebodyThere(departmentId?: string): Promise<boolean> {
    return Promise.resolve(this.refusal === undefined && !this.away.has(departmentId ?? ''));
  }

  isAgentThere(userId: string): Promise<boolean> {
    return Promise.resolve(!this.away.has(userId));
  }

  postAsVisitor(room: Room, text: string): Promise<string> {
    return this.postInOpen(room, { roomId: room.id, by: 'visitor', text });
  }

  async uploadAsVisitor(room: Room, file: File): Promise<Result<string | undefined>> {
    if (this.fileRefusal) {
      return { ok: false, failure: this.fileRefusal };
    }
    return ok(await this.postInOpen(room, { roomId: room.id, by: 'visitor', file: file.filename }));
  }

  postAsBot(roomId: string, text: string, buttons: readonly BotButton[] = []): Promise<string> {
    return this.post({ roomId, by: 'bot', text, ...(buttons.length > 0 && { buttons }) });
  }

  postInNameOf(roomId: string, text: string, alias?: string): Promise<string> {
    return this.post({ roomId, by: 'bot', text, ...(alias && { alias }) });
  }

  async uploadAsBot(roomId: string, file: File): Promise<boolean> {
    if (this.fileRefusal) {
      return false;
    }
    await this.post({ roomId, by: 'bot', file: file.filename });
    return true;
  }

  edit(messageId: string, text: string): Promise<void> {
    Object.assign(this.byId(messageId), { text, buttons: undefined });
    return Promise.resolve();
  }

  textOf(messageId: string): Promise<string | undefined> {
    const post = this.posts.find(({ id }) => id === messageId);
    return Promise.resolve(post && (post.text ?? ''));
  }

  remove(messageId: string): Promise<void> {
    this.posts.splice(this.posts.indexOf(this.byId(messageId)), 1);
    return Promise.resolve();
  }

  react(messageId: string, shortcode: string, set: boolean): Promise<boolean> {
    this.reacted.push(`${messageId} ${set ? '+' : '-'}${shortcode}`);
    const post = this.posts.find(({ id }) => id === messageId);
    if (this.mayReact && post) {
      const others = (post.reactions ?? []).filter((reaction) => reaction !== shortcode);
      post.reactions = set ? [...others, shortcode] : others;
    }
    return Promise.resolve(this.mayReact);
  }

  findOfVisitor({ id }: Room, sought: Sought): Promise<Posted[]> {
    return Promise.resolve(this.find(id, 'visitor', sought));
  }

  findOfBot(roomId: string, sought: Sought): Promise<Posted[]> {
    return Promise.resolve(this.find(roomId, 'bot', sought));
  }

  file(id: string): Promise<Result<Buffer>> {
    return Promise.resolve(ok(this.files.get(id) ?? Buffer.from(id)));
  }

  close(roomId: string): Promise<Result<void>> {
    if (this.controlRefusal) {
      return Promise.resolve(failed(this.controlRefusal));
    }
    this.rooms.set(roomId, { ...this.rooms.get(roomId)!, isOpen: false });
    return Promise.resolve(ok(undefined));
  }

  handOver(roomId: string, department: string): Promise<Result<void>> {
    if (this.controlRefusal) {
      return Promise.resolve(failed(this.controlRefusal));
    }
    this.handovers.push({ roomId, department });
    return Promise.resolve(ok(undefined));
  }

  /** Posts have no times here: their places in the order of all posts stand for them. */
  private find(roomId: string, by: FakePost['by'], { since, filename, text }: Sought): Posted[] {
    return this.posts
      .map((post, index) => ({ ...post, at: index }))
      .filter(
        (post) => post.roomId === roomId && post.by === by && (since > this.posts.length || post.at > since),
      )
      .filter((post) => (filename === undefined ? post.text === text : post.file === filename))
      .map(({ id, at }) => ({ id, at }));
  }

  private byId(messageId: string): FakePost {
    return this.posts.find(({ id }) => id === messageId)!;
  }

  private postInOpen(room: Room, post: Omit<FakePost, 'id'>): Promise<string> {
    this.beforePost(room);
    if (!this.rooms.get(room.id)?.isOpen) {
      throw new FailureError(aFailure({ code: ROOM_CLOSED }));
    }
    return this.post(post);
  }

  private async post(post: Omit<FakePost, 'id'>): Promise<string> {
    await new Promise((resolve) => setImmediate(resolve));
    const id = `message-${this.posts.length + 1}`;
    this.posts.push({ ...post, id });
    return id;
  }
}

/** A sentence as tests compare it: its key and parameters, in no language. */
const keyAndParams: Say = (sentence, params) =>
  typeof sentence === 'string'
    ? `${sentence} ${JSON.stringify(params ?? {})}`
    : keyAndParams(sentence.key, sentence.params);

export class RecordingNotices implements Notices {
  /** Asked for to speak; undefined stands for that of the workspace. */
  readonly languages: (string | undefined)[] = [];
  readonly agents: { roomId: string; sentence: Text; actions?: readonly NoticeAction[] }[] = [];
  readonly admins: Text[] = [];
  /** The buttons under {@link admins}. */
  readonly adminActions: (NoticeAction | undefined)[] = [];
  readonly news: Text[] = [];
  readonly users: { username: string; sentence: Text; actions?: readonly NoticeAction[] }[] = [];
  readonly failures: {
    roomId: string;
    messageId: string;
    failure: Failure;
    actions?: readonly NoticeAction[];
  }[] = [];
  readonly notes: { roomId: string; messageId: string; sentence: Text; actions?: readonly NoticeAction[] }[] =
    [];
  readonly replaced: { noticeId: string; sentence: Text }[] = [];

  toAgents(roomId: string, sentence: Text, actions?: readonly NoticeAction[]): Promise<void> {
    this.agents.push({ roomId, sentence, ...(actions && { actions }) });
    return Promise.resolve();
  }

  undelivered(
    { roomId, messageId }: { roomId: string; messageId: string },
    failure: Failure,
    actions?: readonly NoticeAction[],
  ): Promise<string> {
    this.failures.push({ roomId, messageId, failure, ...(actions && { actions }) });
    return Promise.resolve(`notice-${this.failures.length}`);
  }

  atMessage(
    { roomId, messageId }: { roomId: string; messageId: string },
    sentence: Text,
    actions?: readonly NoticeAction[],
  ): Promise<string> {
    this.notes.push({ roomId, messageId, sentence, ...(actions && { actions }) });
    return Promise.resolve(`note-${this.notes.length}`);
  }

  replace(noticeId: string, sentence: Text): Promise<void> {
    this.replaced.push({ noticeId, sentence });
    return Promise.resolve();
  }

  toUser(username: string, sentence: Text, actions?: readonly NoticeAction[]): Promise<string> {
    this.users.push({ username, sentence, ...(actions && { actions }) });
    return Promise.resolve(`note-to-user-${this.users.length}`);
  }

  toAdmins(sentence: Text, action?: NoticeAction): Promise<void> {
    this.admins.push(sentence);
    this.adminActions.push(action);
    return Promise.resolve();
  }

  toSetupRoom(sentence: Text): Promise<void> {
    this.news.push(sentence);
    return Promise.resolve();
  }

  render(sentence: Text): Promise<string> {
    return Promise.resolve(keyAndParams(sentence));
  }

  say(language?: string): Promise<Say> {
    this.languages.push(language);
    return Promise.resolve(keyAndParams);
  }
}

/** A status endpoint that takes everything unless a test says otherwise. */
export class FakeEndpoint implements StatusEndpoint {
  readonly requests: { url: string; body: string; signature?: string }[] = [];
  /** Answers of the next requests, used up one by one. */
  answers: boolean[] = [];

  post(url: string, body: string, signature?: string): Promise<boolean> {
    this.requests.push({ url, body, ...(signature && { signature }) });
    return Promise.resolve(this.answers.shift() ?? true);
  }
}

/** The addresses that answer, each with JSON; any other name is unknown. */
export class FakeInternet {
  readonly hosts = new Map<string, (url: URL) => Promise<object>>();

  async get(address: string): Promise<IHttpResponse> {
    const url = new URL(address);
    const host = this.hosts.get(url.host);
    if (!host) {
      throw new Error(`getaddrinfo ENOTFOUND ${url.host}`);
    }
    return { url: address, method: RequestMethod.GET, statusCode: 200, data: await host(url) };
  }
}

export class FakeWorkspace implements Workspace, Omnichannel {
  url = 'https://chat.example.org';
  list = [{ id: 'dep-1', name: 'Support' }];
  /** Those of the list that have no agents. */
  empty: string[] = [];

  departments(): Promise<{ id: string; name: string }[]> {
    return Promise.resolve(this.list.filter(({ id }) => !this.empty.includes(id)));
  }

  departmentName(id: string): Promise<string | undefined> {
    return Promise.resolve(this.list.find((department) => department.id === id)?.name);
  }

  omnichannelOn = true;

  isOmnichannelOn(): Promise<boolean> {
    return Promise.resolve(this.omnichannelOn);
  }

  pageUrl(path: string): Promise<string> {
    return Promise.resolve(`${this.url}/${path}`);
  }

  isDepartmentGone(id: string): Promise<boolean> {
    return Promise.resolve(this.list.every((department) => department.id !== id));
  }

  messageUrl(roomId: string, messageId: string): Promise<string> {
    return Promise.resolve(`${this.url}/live/${roomId}?msg=${messageId}`);
  }

  webhookUrl(numberId: string): Promise<string> {
    return Promise.resolve(`${this.url}/api/apps/private/app/hash/incoming?number=${numberId}`);
  }
}

export const DEFAULT_SETTINGS: AppSettings = {
  apiToken: '',
  templateRefreshMinutes: 30,
  silenceAlarmHours: 0,
  ...{ webhookBaseUrl: '', undeliverableNotification: '', retentionDays: 30 },
  ...{ fileUploadsEnabled: true, maximumFileUploadSize: 104_857_600, acceptedMediaTypes: [] },
  ...{ allowQuoteMessages: true, noAgentPolicy: 'hold' },
  ...{ agentDisplay: 'none', agentPrefixFormat: '[{{agent}}] - {{message}}' },
  ...{ allowListOptions: true, listOptionLabel: 'Show Options', closedWindowPolicy: 'notify' },
  ...{ windowReminderMinutes: 60, windowReminderMessage: '' },
  ...{ readReceipts: 'off', deliveryMarks: 'off' },
  ...{ statusEndpointUrl: '', statusFilter: 'All', statusSecret: '' },
};

export function aNumber(overrides: Partial<ConnectedNumber> = {}): ConnectedNumber {
  return {
    ...{ id: 'number-1', environment: 'production', apiKey: 'key-1', phoneNumberId: '1122334455' },
    ...{ displayNumber: '+4930901820', webhookSecret: randomUUID(), messages: {}, connectedAt: 0 },
    ...overrides,
  };
}

export function aFailure(overrides: Partial<Failure> = {}): Failure {
  return {
    ...{
      code: 131000,
      scope: 'message',
      retryable: false,
      human: { key: 'failure.other' },
      log: 'it failed',
    },
    ...overrides,
  };
}
