import type { MessageDoc, RoomDoc, UserDoc } from '../documents';
import type { Store } from '../store';
import type { Streams } from '../streams';
import { ServerError } from './errors';
import type { EventSender } from './events';
import {
  acceptedTimestamp,
  checkAttachments,
  checkCustomFields,
  needsImpersonation,
} from './messageValidation';
import { withQuotes } from './quotes';
import { randomId } from './randomId';
import type { Rooms } from './rooms';
import type { Settings } from './settings';
import type { Users } from './users';
import { withoutUndefined } from './withoutUndefined';

/** What a sender says of a message; the rest is the server's. */
export type NewMessage = Partial<MessageDoc>;

/** A user or a visitor; a visitor has a token. */
export interface Sender {
  _id: string;
  username?: string;
  name?: string;
  token?: string;
}

export interface History {
  /** Default 50. */
  limit?: number;
  skip?: number;
  /** Default newest first. */
  oldestFirst?: boolean;
  since?: Date;
  /** Default true. */
  threadReplies?: boolean;
  /** Default true. */
  systemMessages?: boolean;
}

/** Sees every message before it is stored, and throws for those that are not to be. */
export type BeforeSave = (message: MessageDoc, room: RoomDoc) => void;

/** Hears of every stored message, before its sender does. */
export type AfterSave = (message: MessageDoc, room: RoomDoc) => Promise<void>;

export class Messages {
  private readonly beforeSave: BeforeSave[] = [];
  private readonly afterSave: AfterSave[] = [];

  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly users: Users,
    private readonly rooms: Rooms,
    private readonly streams: Streams,
  ) {}

  onSaving(check: BeforeSave): void {
    this.beforeSave.push(check);
  }

  onSaved(listener: AfterSave): void {
    this.afterSave.push(listener);
  }

  /**
   * The server's inner send: no access checks, no size limit.
   * @returns nothing when an app prevented the message, or when its id exists already
   */
  async send(sender: Sender, message: NewMessage, room: RoomDoc): Promise<MessageDoc | undefined> {
    await this.check(message, room, sender);
    const draft = await this.withAppsConsent(this.prepared(sender, message, room));
    if (!draft || (await this.byId(draft._id))) {
      return undefined;
    }
    // An app may have put something into it that is not allowed.
    await this.check(draft, room, sender);
    for (const check of this.beforeSave) {
      check(draft, room);
    }
    const saved = await this.store.messages.insertAsync(await this.withQuotes(draft, room, sender));
    this.events.post(saved.t ? 'IPostSystemMessageSent' : 'IPostMessageSent', saved);
    await this.saved(saved, room);
    return saved;
  }

  /**
   * A client's or an app's send: with access check, clock check and size limit. Errors go to the user as an
   * ephemeral notice as well.
   * @throws ServerError `error-message-ts-out-of-sync`, `error-message-size-exceeded`; Error `error-invalid-room`,
   * `error-not-allowed` and others
   */
  async post(user: UserDoc, message: NewMessage & { rid: string }): Promise<MessageDoc> {
    const ts = message.ts ? acceptedTimestamp(message.ts) : new Date();
    const limit = await this.settings.get<number>('Message_MaxAllowedSize');
    if ((message.msg ?? '').length > limit) {
      throw new ServerError('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
    }
    const parent = message.tmid ? await this.byId(message.tmid) : null;
    const rid = parent?.rid ?? message.rid;
    try {
      const room = await this.writableRoom(rid, user);
      const sent = await this.send(user, { ...message, ts, tmid: parent?.tmid ?? message.tmid }, room);
      if (!sent) {
        throw new ServerError('error-message-not-sent', 'The message was not sent');
      }
      return sent;
    } catch (error) {
      this.streams.publish(user._id, { type: 'ephemeral', message: { rid, msg: noticeOf(error) } });
      throw error;
    }
  }

  /** A message of the server's own: told to the apps, without their consent. */
  async system(
    type: string,
    room: { _id: string },
    user: Sender,
    msg: string,
    extra: NewMessage = {},
  ): Promise<MessageDoc> {
    if (!user.username) {
      throw new Error('The username cannot be empty.');
    }
    const now = new Date();
    const saved = await this.store.messages.insertAsync(
      withoutUndefined<MessageDoc>({
        _id: randomId(),
        t: type,
        rid: room._id,
        ts: now,
        msg,
        u: withoutUndefined({ _id: user._id, username: user.username, name: user.name }),
        groupable: false,
        _updatedAt: now,
        ...extra,
      }),
    );
    await this.store.rooms.updateAsync({ _id: room._id }, { $inc: { msgs: 1 } });
    this.events.post('IPostSystemMessageSent', saved);
    return saved;
  }

  async byId(id: string): Promise<MessageDoc | null> {
    return this.store.messages.findOneAsync({ _id: id });
  }

  async ofRoom(rid: string, options: History = {}): Promise<MessageDoc[]> {
    const { limit = 50, skip = 0, oldestFirst = false, since, threadReplies, systemMessages } = options;
    const query = withoutUndefined({
      rid,
      ts: since && { $gt: since },
      tmid: threadReplies === false ? { $exists: false } : undefined,
      t: systemMessages === false ? { $exists: false } : undefined,
    });
    return this.store.messages
      .findAsync(query)
      .sort({ ts: oldestFirst ? 1 : -1 })
      .skip(skip)
      .limit(limit);
  }

  /** The replies, oldest first. */
  async thread(tmid: string): Promise<MessageDoc[]> {
    return this.store.messages.findAsync({ tmid }).sort({ ts: 1 });
  }

  /**
   * The room, if the user may write in it.
   * @throws Error `error-invalid-room`, `error-not-allowed`, `You_have_been_muted`, and one for read-only rooms
   */
  async writableRoom(rid: string, user: UserDoc): Promise<RoomDoc> {
    const room = await this.rooms.byId(rid);
    if (!room) {
      throw new ServerError('error-invalid-room');
    }
    if (user.type !== 'app' && !(await this.rooms.canAccess(room, user))) {
      throw new ServerError('error-not-allowed');
    }
    if (room.ro && !(await this.rooms.permits(user, 'post-readonly', rid))) {
      throw new Error("You can't send messages because the room is readonly.");
    }
    if (room.muted?.includes(user.username)) {
      throw new ServerError('You_have_been_muted');
    }
    return room;
  }

  /** Checks what a message carries beside its text; also for edits. */
  async check(message: NewMessage, room: RoomDoc, sender: Sender): Promise<void> {
    if (needsImpersonation(message, room, sender.token)) {
      const user = await this.users.byId(sender._id);
      if (!user || !(await this.rooms.permits(user, 'message-impersonate', room._id))) {
        throw new Error('Not enough permission');
      }
    }
    checkAttachments(message.attachments ?? []);
    if (message.customFields) {
      checkCustomFields(
        await this.settings.get('Message_CustomFields_Enabled'),
        await this.settings.get('Message_CustomFields'),
      );
    }
  }

  private prepared(sender: Sender, message: NewMessage, room: RoomDoc): MessageDoc {
    const now = new Date();
    return withoutUndefined<MessageDoc>({
      ...message,
      _id: message._id ?? randomId(),
      msg: message.msg ?? '',
      ts: message.ts ?? now,
      u: withoutUndefined({ _id: sender._id, username: sender.username ?? '', name: sender.name }),
      rid: room._id,
      _updatedAt: now,
    });
  }

  private async withAppsConsent(draft: MessageDoc): Promise<MessageDoc | undefined> {
    if (await this.events.ask('IPreMessageSentPrevent', draft)) {
      return undefined;
    }
    const extended = await this.events.ask('IPreMessageSentExtend', draft);
    const modified = await this.events.ask('IPreMessageSentModify', extended ?? draft);
    return withoutUndefined({ ...draft, ...(modified as NewMessage | undefined) });
  }

  /** The message with its quotes; also for edits. */
  async withQuotes(message: MessageDoc, room: RoomDoc, sender: Sender): Promise<MessageDoc> {
    const user = await this.users.byId(sender._id);
    return withQuotes(this.store, message, {
      siteUrl: await this.settings.get('Site_Url'),
      chainLimit: await this.settings.get('Message_QuoteChainLimit'),
      maySee: async (quoted) =>
        (!!message.token && message.token === quoted.v?.token) ||
        (!!user && (quoted._id === room._id || (await this.rooms.canAccess(quoted, user)))),
    });
  }

  private async saved(message: MessageDoc, room: RoomDoc): Promise<void> {
    const now = new Date();
    await this.store.rooms.updateAsync(
      { _id: room._id },
      { $inc: { msgs: 1 }, $set: { lm: message.ts, lastMessage: message, _updatedAt: now } },
    );
    await this.store.subscriptions.updateAsync(
      { rid: room._id, 'u._id': { $ne: message.u._id } },
      { $inc: { unread: 1 }, $set: { open: true, _updatedAt: now } },
      { multi: true },
    );
    if (message.tmid) {
      await this.store.messages.updateAsync({ _id: message.tmid }, { $inc: { tcount: 1 } });
    }
    for (const listener of this.afterSave) {
      await listener(message, room);
    }
  }
}

function noticeOf(error: unknown): string {
  if (error instanceof ServerError) {
    return error.reason ?? error.code;
  }
  return error instanceof Error ? error.message : String(error);
}
