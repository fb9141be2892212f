import type { InboundMessage } from '../domain/inbound';
import type { InboundContent, InboundMedia } from '../domain/inboundContent';
import type { Option } from '../whatsapp/offer';
import { filenameOf } from '../whatsapp/filename';
import type { OpenConversation } from './conversations';
import type { Files, Place, StoredMedia } from './inbound/files';
import type { Quotes } from './inbound/quotes';
import type { VisitorPosts } from './inbound/visitorPosts';
import type { File, MessageLink, Notices } from './ports';
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
    const { room } = place.opened;
    const { media, words, chosen, files } = await this.read(place.opened, message);
    const written: Written = {};
    if (media) {
      written.messageId = await this.files.write(place, message, media, triedSince);
    }
    if (words || !media) {
      written[media ? 'captionId' : 'messageId'] = await this.posts.text(room, words, triedSince);
    }
    await (chosen && this.taps.act(place, chosen));
    await this.posts.files(room, files, triedSince);
    return written;
  }

  /**
   * Looks for what a cut-off try has written into a room that was closed since.
   * @returns undefined unless all of the message stands there
   */
  async find(
    place: Pick<OpenConversation, 'room' | 'conversation'>,
    message: InboundMessage,
    triedSince: number,
  ): Promise<Written | undefined> {
    const { media, words, files } = await this.read(place, message);
    const sought = [
      ...(media ? [{ filename: filenameOf(media, message.sentAt) }] : []),
      ...(words || !media ? [{ text: words }] : []),
      ...files.map(({ filename }) => ({ filename })),
    ];
    const found: string[] = [];
    for (const match of sought) {
      const id = await this.posts.earlier(place.room, match, triedSince);
      if (id === undefined) {
        return undefined;
      }
      found.push(id);
    }
    const [messageId, captionId] = found;
    return { messageId, ...(media && words && { captionId }) };
  }

  /** A message as the room gets it: a file or not, words or not, and what the app makes of it. */
  private async read(
    { room, conversation }: Pick<OpenConversation, 'room' | 'conversation'>,
    message: InboundMessage,
  ): Promise<{ media?: StoredMedia; words: string; chosen?: Option; files: File[] }> {
    const { content } = message;
    const quote = await this.quotes.of(message);
    const say = await this.notices.say();
    const { words, files } = showMessage(message, say);
    if (content.kind === 'media' && content.id) {
      // Bots react to texts alone, so they get one with every file.
      const caption = words || (room.servedByBot ? say(`file.kind-${content.media}`) : '');
      return { media: { ...content, id: content.id }, words: quote + caption, files };
    }
    const chosen = await this.taps.chosen(conversation, content);
    // A bot that offered options wants to hear the value of the one that was chosen, and nothing else.
    return { words: chosen?.value ?? quote + words, chosen, files };
  }

  /**
   * What the content says, without what surrounds it; of media the caption alone.
   * @param sentAt Unix milliseconds; names the files
   */
  async inBrief(content: InboundContent, sentAt: number): Promise<Shown> {
    const said = content.kind === 'media' ? captionOf(content) : content;
    return showContent(said, sentAt, await this.notices.say());
  }
}

function captionOf({ caption = '' }: InboundMedia): InboundContent {
  return { kind: 'text', text: caption };
}
