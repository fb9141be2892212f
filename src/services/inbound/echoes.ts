import type { BusinessEcho } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { filenameOf } from '../../whatsapp/filename';
import type { ConversationService } from '../conversations';
import type { Livechat, Log, Notices } from '../ports';
import type { RoomWriter } from '../roomWriter';
import { attachAsBot } from './attachments';
import type { Fetcher } from './fetcher';
import { DONE, type EventHandler, type Handled } from './handler';
import type { Quotes } from './quotes';

/** What somebody answered in the WhatsApp Business app, shown to the agents as a message of our bot. */
export class Echoes implements EventHandler<BusinessEcho> {
  constructor(
    private readonly conversations: ConversationService,
    private readonly livechat: Livechat,
    private readonly writer: RoomWriter,
    private readonly fetcher: Fetcher,
    private readonly quotes: Quotes,
    private readonly notices: Notices,
    private readonly log: Log,
  ) {}

  async handle(number: ConnectedNumber, echo: BusinessEcho): Promise<Handled> {
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
    const messageId = await this.livechat.postAsBot(room.id, words);
    await this.attach(number, echo, room.id);
    await attachAsBot(this.livechat, room.id, shown.files);
    return { outcome: 'done', link: { wamid: echo.wamid, messageId, roomId: room.id, direction: 'out' } };
  }

  /** The words above stand for a file that cannot be had. */
  private async attach(
    number: ConnectedNumber,
    { content, sentAt }: BusinessEcho,
    roomId: string,
  ): Promise<void> {
    if (content.kind === 'media' && content.id) {
      const { id, sha256, mimeType } = content;
      const filename = filenameOf(content, sentAt);
      const fetched = await this.fetcher.fetch(number, { id, sha256, mimeType, filename });
      if (fetched.ok) {
        await this.livechat.uploadAsBot(roomId, fetched.value);
      }
    }
  }
}
