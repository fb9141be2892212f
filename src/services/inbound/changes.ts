import type { MessageEdit, MessageRevoke } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text, type Text } from '../../domain/text';
import type { ConversationService } from '../conversations';
import type { Links, Livechat, Notices } from '../ports';
import type { RoomWriter } from '../roomWriter';
import type { BotPosts } from './botPosts';
import { DONE, type Circumstances, type EventHandler, type Handled } from './handler';
import { splitQuote } from './quotes';

/** What somebody wrote says something else from now on. */
export class Edits implements EventHandler<MessageEdit> {
  constructor(
    private readonly livechat: Livechat,
    private readonly links: Links,
    private readonly writer: RoomWriter,
    private readonly notes: RoomNotes,
    private readonly notices: Pick<Notices, 'render'>,
    private readonly posts: BotPosts,
  ) {}

  async handle(
    number: ConnectedNumber,
    edit: MessageEdit,
    { again, entry }: Circumstances,
  ): Promise<Handled> {
    const triedSince = again ? entry.receivedAt : undefined;
    const { target, content, sentAt } = edit;
    const shown = content && (await this.writer.inBrief(content, sentAt));
    if (!target || !shown) {
      // Numbers without the Business app learn of the edit alone.
      await this.notes.post(number, edit, text('change.edited-unknown'));
      return DONE;
    }
    const { words, files } = shown;
    const link = await this.links.byWamid(target);
    const messageId = content.kind === 'media' ? link?.captionId : link?.messageId;
    const before = messageId ? await this.livechat.textOf(messageId) : undefined;
    if (link && messageId && before !== undefined) {
      const said = edit.by === 'business' ? await this.notices.render(text('echo.text', { words })) : words;
      await this.livechat.edit(messageId, splitQuote(before).quote + said);
      await this.posts.files(link.roomId, files, triedSince);
      return DONE;
    }
    const sentence = edit.by === 'business' ? 'echo.text' : 'change.edited';
    const roomId = await this.notes.post(number, edit, text(sentence, { words }));
    await (roomId && this.posts.files(roomId, files, triedSince));
    return DONE;
  }
}

/** What somebody wrote and deleted for everyone goes from the room as well. */
export class Revokes implements EventHandler<MessageRevoke> {
  constructor(
    private readonly livechat: Livechat,
    private readonly links: Links,
    private readonly notes: RoomNotes,
    private readonly notices: Notices,
  ) {}

  async handle(number: ConnectedNumber, revoke: MessageRevoke): Promise<Handled> {
    const link = await this.links.byWamid(revoke.target);
    const words = link && (await this.livechat.textOf(link.messageId));
    if (!link || words === undefined) {
      return DONE;
    }
    if (words !== '') {
      const sentence = revoke.by === 'business' ? 'change.deleted-business' : 'change.deleted';
      await this.livechat.edit(link.messageId, await this.notices.render(text(sentence)));
      return DONE;
    }
    for (const id of [link.messageId, link.captionId]) {
      if (id) {
        await this.livechat.remove(id);
      }
    }
    await this.notes.post(number, revoke, text('change.deleted-file'));
    return DONE;
  }
}

/** Notes to agents about somebody, where there is an open room; no room is opened for one. */
export class RoomNotes {
  constructor(
    private readonly conversations: ConversationService,
    private readonly notices: Notices,
  ) {}

  /** @returns the id of the room, if there is one */
  async post(
    number: ConnectedNumber,
    { customer }: Pick<MessageEdit, 'customer'>,
    note: Text,
  ): Promise<string | undefined> {
    const known = await this.conversations.find(number, customer);
    const room = await this.conversations.openRoomOf(known?.conversation);
    if (room) {
      await this.notices.toAgents(room.id, note);
    }
    return room?.id;
  }
}
