import { LIMITS } from '../../domain/limits';
import { text, type Text } from '../../domain/text';
import type { Clock, Conversations, Links, Livechat, Locks, Notices, Numbers, Room } from '../ports';
import type { Fetcher } from './fetcher';
import type { LostFile, LostFiles } from './ports';

/** Another try, asked for by an agent, to fetch a file that could not be fetched when it came. */
export class DownloadRetry {
  constructor(
    private readonly lost: LostFiles,
    private readonly numbers: Numbers,
    private readonly conversations: Conversations,
    private readonly livechat: Livechat,
    private readonly fetcher: Fetcher,
    private readonly links: Links,
    private readonly locks: Locks,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /**
   * @param roomId where the button was pressed
   * @returns what to say to whoever asked; nothing when the file has arrived
   */
  retry(wamid: string, roomId: string): Promise<Text | undefined> {
    return this.locks.hold(`lost-file:${wamid}`, async () => {
      const file = await this.lost.find(wamid);
      return file?.roomId === roomId ? this.fetch(file) : text('file.retry-gone');
    });
  }

  private async fetch(lost: LostFile): Promise<Text | undefined> {
    if (lost.sentAt + LIMITS.inboundMediaLife < this.clock.now()) {
      await this.end(lost, text('file.expired', { filename: lost.file.filename }));
      return undefined;
    }
    const number = await this.numbers.byId(lost.numberId);
    if (!number) {
      return text('failure.disconnected');
    }
    const room = await this.roomFor(lost);
    if (!room) {
      return text('file.retry-closed');
    }
    const fetched = await this.fetcher.fetch(number, lost.file);
    const shown = fetched.ok ? await this.livechat.uploadAsVisitor(room, fetched.value) : fetched;
    if (!shown.ok) {
      return shown.failure.human;
    }
    if (shown.value) {
      const link = { wamid: lost.wamid, messageId: shown.value, roomId: room.id, direction: 'in' as const };
      await this.links.save(link);
    }
    await this.end(lost, text('file.arrived', { filename: lost.file.filename }));
    return undefined;
  }

  /** The host takes a visitor's files in open rooms alone. */
  private async roomFor({ roomId, contactId, numberId }: LostFile): Promise<Room | undefined> {
    const conversation = await this.conversations.find(contactId, numberId, { fresh: true });
    for (const id of new Set([roomId, conversation?.roomId])) {
      const room = id ? await this.livechat.room(id) : undefined;
      if (room?.isOpen) {
        return room;
      }
    }
    return undefined;
  }

  private async end({ wamid, noteId }: LostFile, sentence: Text): Promise<void> {
    await this.livechat.edit(noteId, `📎 ${await this.notices.render(sentence)}`);
    await this.lost.remove(wamid);
  }
}
