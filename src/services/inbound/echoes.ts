import type { BusinessEcho } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { filenameOf } from '../../whatsapp/filename';
import type { ConversationService } from '../conversations';
import type { Log, Notices } from '../ports';
import type { RoomWriter } from '../roomWriter';
import type { BotPosts } from './botPosts';
import type { Fetcher } from './fetcher';
import { DONE, type Circumstances, type EventHandler, type Handled } from './handler';
import type { Quotes } from './quotes';

/** What somebody answered in the WhatsApp Business app, shown to the agents as a message of our bot. */
export class Echoes implements EventHandler<BusinessEcho> {
  constructor(
    private readonly conversations: ConversationService,
    private readonly posts: BotPosts,
    private readonly writer: RoomWriter,
    private readonly fetcher: Fetcher,
    private readonly quotes: Quotes,
    private readonly notices: Notices,
    private readonly log: Log,
  ) {}

  async handle(
    number: ConnectedNumber,
    echo: BusinessEcho,
    { again, entry }: Circumstances,
  ): Promise<Handled> {
    const known = await this.conversations.find(number, echo.recipient);
    const room = await this.conversations.openRoomOf(known?.conversation);
    if (!room) {
      this.log.info('An answer from the Business app belongs to no open room', { number: number.id });
      return DONE;
    }
    const { content, sentAt } = echo;
    const shown = await this.writer.inBrief(content, sentAt);
    const spoken = shown.words || (content.kind === 'media' ? text(`file.kind-${content.media}`) : '');
    const sentence = text('echo.text', { words: spoken });
    const words = (await this.quotes.of(echo)) + (await this.notices.render(sentence));
    const { id, postedAt } = await this.posts.text(room.id, words, again ? entry.receivedAt : undefined);
    await this.attach(number, echo, room.id, postedAt);
    await this.posts.files(room.id, shown.files, postedAt);
    return { outcome: 'done', link: { wamid: echo.wamid, messageId: id, roomId: room.id, direction: 'out' } };
  }

  /** The words above stand for a file that cannot be had. */
  private async attach(
    number: ConnectedNumber,
    { content, sentAt }: BusinessEcho,
    roomId: string,
    triedSince?: number,
  ): Promise<void> {
    if (content.kind === 'media' && content.id) {
      const { id, sha256, mimeType } = content;
      const filename = filenameOf(content, sentAt);
      if (await this.posts.has(roomId, filename, triedSince)) {
        return;
      }
      const fetched = await this.fetcher.fetch(number, { id, sha256, mimeType, filename });
      if (fetched.ok) {
        await this.posts.file(roomId, fetched.value);
      }
    }
  }
}
