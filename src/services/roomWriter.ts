import type { InboundMessage } from '../domain/inbound';
import type { InboundContent, InboundMedia } from '../domain/inboundContent';
import { toRocketChat } from '../whatsapp/formatting/toRocketChat';
import type { Files, Place } from './inbound/files';
import type { Quotes } from './inbound/quotes';
import type { VisitorPosts } from './inbound/visitorPosts';
import type { File, MessageLink, Notices, Room } from './ports';
import { showContent, showMessage, type Shown } from './shown/message';
import type { Taps } from './taps';

/** What of a customer's message stands in the room. */
export type Written = Partial<Pick<MessageLink, 'messageId' | 'captionId'>>;

/** Puts what a customer sent into a room, as the room can show it. */
export class RoomWriter {
  constructor(
    private readonly posts: VisitorPosts,
    private readonly files: Files,
    private readonly quotes: Quotes,
    private readonly taps: Taps,
    private readonly notices: Notices,
  ) {}

  /**
   * @param triedSince set when an earlier try was cut off: what it may have posted since then is looked for first.
   * @returns the ids of the room's messages, as far as the host tells them.
   */
  async write(place: Place, message: InboundMessage, triedSince?: number): Promise<Written> {
    const { content } = message;
    const { room } = place.opened;
    const quote = await this.quotes.of(message);
    const say = await this.notices.say();
    const { words, files } = showMessage(message, say);
    let written: Written;
    if (content.kind === 'media' && content.id) {
      const messageId = await this.files.write(place, message, { ...content, id: content.id }, triedSince);
      // Bots react to texts alone, so they get one with every file.
      const caption = quote + (words || (room.servedByBot ? say(`file.kind-${content.media}`) : ''));
      const captionId = caption ? await this.posts.text(room, caption, triedSince) : undefined;
      written = { messageId, ...(captionId ? { captionId } : {}) };
    } else {
      const chosen = await this.taps.chosen(place.opened.conversation, content);
      // A bot that offered options wants to hear the value of the one that was chosen, and nothing else.
      const said = chosen?.value ?? quote + words;
      written = { messageId: await this.posts.text(room, said, triedSince) };
      await (chosen && this.taps.act(place, chosen));
    }
    await this.attach(room, files, triedSince);
    return written;
  }

  /**
   * What the content says, without what surrounds it; of media the caption alone.
   * @param sentAt Unix milliseconds; names the files
   */
  async inBrief(content: InboundContent, sentAt: number): Promise<Shown> {
    const said = content.kind === 'media' ? captionOf(content) : content;
    return showContent(said, sentAt, await this.notices.say());
  }

  /** What the app made of a message comes after it. A text that the workspace takes no file of is posted as it is. */
  private async attach(room: Room, files: File[], triedSince?: number): Promise<void> {
    for (const file of files) {
      const shown = await this.posts.file(room, file, triedSince);
      if (!shown.ok && file.mimeType === 'text/plain') {
        await this.posts.text(room, toRocketChat(file.bytes.toString()), triedSince);
      }
    }
  }
}

function captionOf({ caption = '' }: InboundMedia): InboundContent {
  return { kind: 'text', text: caption };
}
