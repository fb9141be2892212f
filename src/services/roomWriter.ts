import type { InboundMessage } from '../domain/inbound';
import type { InboundContent, InboundMedia } from '../domain/inboundContent';
import { text } from '../domain/text';
import { toRocketChat } from '../whatsapp/formatting/toRocketChat';
import type { Files, Place } from './inbound/files';
import type { Quotes } from './inbound/quotes';
import type { VisitorPosts } from './inbound/visitorPosts';
import type { MessageLink, Notices, Options } from './ports';

/** What of a customer's message stands in the room. */
export type Written = Partial<Pick<MessageLink, 'messageId' | 'captionId'>>;

/** Puts what a customer sent into a room, as the room can show it. */
export class RoomWriter {
  constructor(
    private readonly posts: VisitorPosts,
    private readonly files: Files,
    private readonly quotes: Quotes,
    private readonly options: Options,
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
    if (content.kind !== 'media' || !content.id) {
      const words = quote + (await this.wordsOf(content));
      return { messageId: await this.posts.text(room, words, triedSince) };
    }
    const messageId = await this.files.write(place, message, { ...content, id: content.id }, triedSince);
    const caption = quote + this.captionOf(content, room.servedByBot);
    const captionId = caption ? await this.posts.text(room, caption, triedSince) : undefined;
    return { messageId, ...(captionId ? { captionId } : {}) };
  }

  /** What the content says, in the room's markup. */
  words(content: InboundContent): string {
    return this.sentence(content);
  }

  /** A bot that offered options wants to hear the value of the one that was tapped. */
  private async wordsOf(content: InboundContent): Promise<string> {
    const tapped = content.kind === 'reply' ? await this.options.tapped(content.id) : undefined;
    return tapped?.value ?? this.sentence(content);
  }

  /** Bots react to texts alone, so they get one with every file. */
  private captionOf({ caption, media }: InboundMedia, forBot: boolean): string {
    if (caption) {
      return toRocketChat(caption);
    }
    return forBot ? this.notices.render(text(`file.kind-${media}`)) : '';
  }

  private sentence(content: InboundContent): string {
    switch (content.kind) {
      case 'text':
        return toRocketChat(content.text);
      case 'reply':
        return toRocketChat(content.title);
      case 'location':
        return locationText(content);
      case 'contacts':
        return content.cards
          .map(({ name, phones, emails }) => `👤 *${name}*\n${[...phones, ...emails].join('\n')}`)
          .join('\n\n');
      case 'media':
        return this.notices.render(text('inbound.mediaMissing', { kind: content.media }));
      case 'form':
        return toRocketChat(content.fields.map(({ name, value }) => `${name}: ${value}`).join('\n'));
      case 'unsupported':
        return this.notices.render(text('inbound.unsupported', { type: content.type }));
      default:
        return this.notices.render(text('inbound.unsupported', { type: content.kind }));
    }
  }
}

function locationText({
  latitude,
  longitude,
  name,
  address,
}: Extract<InboundContent, { kind: 'location' }>): string {
  const place = [name, address].filter(Boolean).join(', ');
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return `📍 [${place || `${latitude}, ${longitude}`}](${map})`;
}
