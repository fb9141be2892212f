import type { MessageDoc, UserDoc } from '../documents';
import type { Store } from '../store';
import { ServerError } from './errors';
import type { EventSender } from './events';
import type { Messages, NewMessage, Sender } from './messages';
import type { Rooms } from './rooms';
import type { Settings } from './settings';
import { withoutUndefined } from './withoutUndefined';

const minute = 60_000;

/** Changes of messages that exist: edits, deletions, reactions. */
export class Edits {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly rooms: Rooms,
    private readonly messages: Messages,
  ) {}

  /**
   * The server's inner edit: no permission is asked for.
   * @throws Error for an unknown message; ServerError `error-app-prevented-updating`
   */
  async update(message: NewMessage & { _id: string }, editor: Sender): Promise<MessageDoc> {
    const original = await this.messages.byId(message._id);
    const room = original && (await this.rooms.byId(original.rid));
    if (!original || !room) {
      throw new Error('Invalid message ID.');
    }
    const agreed = await this.withAppsConsent({ ...original, ...withoutUndefined(message) });
    const now = new Date();
    const edited = await this.messages.withQuotes(
      { ...agreed, editedAt: now, editedBy: { _id: editor._id, username: editor.username }, _updatedAt: now },
      room,
      editor,
    );
    await this.messages.check({ customFields: edited.customFields }, room, editor);
    await this.store.messages.updateAsync({ _id: edited._id }, edited);
    this.events.post('IPostMessageUpdated', edited);
    return edited;
  }

  /**
   * A client's edit: of own messages, or with the permission `edit-message`. On a file message whose attachment
   * has a description, that is what changes.
   * @throws ServerError `error-action-not-allowed`, `error-message-editing-blocked`, `error-invalid-message`
   */
  async edit(user: UserDoc, messageId: string, text: string): Promise<MessageDoc> {
    const original = await this.existing(messageId);
    const isOwn = original.u._id === user._id && (await this.settings.get<boolean>('Message_AllowEditing'));
    if (!isOwn && !(await this.rooms.permits(user, 'edit-message', original.rid))) {
      throw new ServerError('error-action-not-allowed', 'Message editing not allowed');
    }
    if (await this.isTooLate(user, original, 'Message_AllowEditing_BlockEditInMinutes')) {
      throw new ServerError('error-message-editing-blocked', 'Message editing is blocked');
    }
    await this.messages.writableRoom(original.rid, user);
    const [first, ...others] = original.attachments ?? [];
    const change =
      first?.description === undefined
        ? { msg: text }
        : { attachments: [{ ...first, description: text }, ...others] };
    return this.update({ _id: messageId, ...change }, user);
  }

  /** The server's inner deletion. What begins a thread stays as an empty message of type `rm`. */
  async delete(message: { _id: string }, user: UserDoc): Promise<void> {
    const doomed = await this.existing(message._id);
    if (await this.events.ask('IPreMessageDeletePrevent', doomed)) {
      throw new ServerError(
        'error-app-prevented-deleting',
        'A Rocket.Chat App prevented the message deleting.',
      );
    }
    const leavesTrace = !!doomed.tcount || (await this.settings.get<boolean>('Message_ShowDeletedStatus'));
    if (leavesTrace) {
      const { _id, rid, u, ts, tcount } = doomed;
      const editedBy = { _id: user._id, username: user.username };
      const now = new Date();
      const trace = { _id, rid, u, ts, tcount, t: 'rm', msg: '', editedAt: now, editedBy, _updatedAt: now };
      await this.store.messages.updateAsync({ _id }, withoutUndefined(trace));
    } else {
      await this.store.messages.removeAsync({ _id: doomed._id }, {});
    }
    const files = (doomed.files ?? []).map(({ _id }) => _id);
    await this.store.uploads.removeAsync({ _id: { $in: files } }, { multi: true });
    if (doomed.tmid) {
      await this.store.messages.updateAsync({ _id: doomed.tmid }, { $inc: { tcount: -1 } });
    }
    await this.store.rooms.updateAsync({ _id: doomed.rid }, { $inc: { msgs: -1 } });
    this.events.post('IPostMessageDeleted', { message: doomed, user });
  }

  /**
   * A client's deletion: of own messages with `delete-own-message`, or with `delete-message`.
   * @throws ServerError `error-action-not-allowed`, `error-invalid-message`
   */
  async erase(user: UserDoc, messageId: string): Promise<void> {
    const message = await this.existing(messageId);
    if (!(await this.mayErase(user, message))) {
      throw new ServerError('error-action-not-allowed', 'Not allowed');
    }
    await this.delete(message, user);
  }

  /**
   * Sets or takes away a reaction. The simulator has no list of emoji: every well-formed shortcode is one.
   * @param reaction a shortcode, with or without colons; a Unicode emoji is refused
   * @param shouldReact undefined toggles
   * @throws ServerError `error-not-allowed`, `not-authorized` (the room can't be accessed, for app users as well)
   */
  async react(user: UserDoc, messageId: string, reaction: string, shouldReact?: boolean): Promise<void> {
    const name = reaction.replaceAll(':', '');
    if (!/^[\w+-]+$/.test(name)) {
      throw new ServerError('error-not-allowed', 'Invalid emoji provided.');
    }
    const message = await this.messages.byId(messageId);
    const room = message && (await this.rooms.byId(message.rid));
    if (!message || !room) {
      throw new ServerError('error-not-allowed', 'Not allowed');
    }
    const code = `:${name}:`;
    const usernames = message.reactions?.[code]?.usernames ?? [];
    const hasReacted = usernames.includes(user.username);
    if (hasReacted === (shouldReact ?? !hasReacted)) {
      return;
    }
    if (!(await this.rooms.canAccess(room, user))) {
      throw new ServerError('not-authorized', 'Not Authorized');
    }
    const reacted = hasReacted
      ? usernames.filter((username) => username !== user.username)
      : [...usernames, user.username];
    await this.saveReaction(message, code, reacted);
    const changed = await this.existing(messageId);
    this.events.post('IPostMessageReacted', {
      message: changed,
      user,
      reaction: code,
      isReacted: !hasReacted,
    });
  }

  private async saveReaction(message: MessageDoc, code: string, usernames: string[]): Promise<void> {
    const { [code]: _previous, ...others } = message.reactions ?? {};
    const reactions = usernames.length ? { ...others, [code]: { usernames } } : others;
    const change = Object.keys(reactions).length ? { $set: { reactions } } : { $unset: { reactions: true } };
    await this.store.messages.updateAsync({ _id: message._id }, change);
  }

  private async mayErase(user: UserDoc, message: MessageDoc): Promise<boolean> {
    if (await this.rooms.permits(user, 'force-delete-message', message.rid)) {
      return true;
    }
    if (!(await this.settings.get('Message_AllowDeleting'))) {
      return false;
    }
    const isOwn = message.u._id === user._id;
    const permitted =
      (await this.rooms.permits(user, 'delete-message', message.rid)) ||
      (isOwn && (await this.rooms.permits(user, 'delete-own-message', message.rid)));
    return permitted && !(await this.isTooLate(user, message, 'Message_AllowDeleting_BlockDeleteInMinutes'));
  }

  private async isTooLate(user: UserDoc, message: MessageDoc, setting: string): Promise<boolean> {
    const minutes = await this.settings.get<number>(setting);
    if (!minutes || (await this.rooms.permits(user, 'bypass-time-limit-edit-and-delete'))) {
      return false;
    }
    return Date.now() - message.ts.getTime() >= minutes * minute;
  }

  private async existing(id: string): Promise<MessageDoc> {
    const message = await this.messages.byId(id);
    if (!message) {
      throw new ServerError('error-invalid-message', 'Invalid message');
    }
    return message;
  }

  private async withAppsConsent(draft: MessageDoc): Promise<MessageDoc> {
    if (await this.events.ask('IPreMessageUpdatedPrevent', draft)) {
      throw new ServerError(
        'error-app-prevented-updating',
        'A Rocket.Chat App prevented the message updating.',
      );
    }
    const extended = await this.events.ask('IPreMessageUpdatedExtend', draft);
    const modified = await this.events.ask('IPreMessageUpdatedModify', extended ?? draft);
    return withoutUndefined({ ...draft, ...(modified as NewMessage | undefined) });
  }
}
