import type { InboundMessage } from '../domain/inbound';
import type { InboundContent, InboundMedia } from '../domain/inboundContent';
import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import { toRocketChat } from '../whatsapp/formatting/toRocketChat';
import { filenameOf } from '../whatsapp/filename';
import type { Links, Livechat, Notices, Room, WhatsAppApis } from './ports';

/** A customer's file that can be fetched, with the name that it gets here. */
type StoredFile = InboundMedia & { id: string; filename: string };

/** Puts what a customer sent into a room, as the room can show it. */
export class RoomWriter {
  constructor(
    private readonly livechat: Livechat,
    private readonly links: Links,
    private readonly apis: WhatsAppApis,
    private readonly notices: Notices,
  ) {}

  /**
   * @param triedSince set when an earlier try was cut off: what it may have posted since then is looked for first.
   * @returns the id of the room's message, as far as the host tells it.
   */
  async write(
    room: Room,
    number: ConnectedNumber,
    message: InboundMessage,
    triedSince?: number,
  ): Promise<string | undefined> {
    const { content } = message;
    if (content.kind === 'media' && content.id) {
      const filename = filenameOf(content, message.sentAt);
      return this.writeFile(room, number, { ...content, id: content.id, filename }, triedSince);
    }
    return this.writeText(room, this.sentence(content), triedSince);
  }

  private async writeFile(
    room: Room,
    number: ConnectedNumber,
    media: StoredFile,
    triedSince?: number,
  ): Promise<string | undefined> {
    const posted = await this.postedBefore(room, triedSince, { filename: media.filename });
    const messageId = posted ?? (await this.upload(room, number, media));
    if (media.caption) {
      await this.writeText(room, toRocketChat(media.caption), triedSince);
    }
    return messageId;
  }

  private async upload(room: Room, number: ConnectedNumber, media: StoredFile): Promise<string | undefined> {
    const downloaded = await this.apis(number).download(media.id);
    if (!downloaded.ok) {
      if (downloaded.failure.retryable) {
        throw new Error(downloaded.failure.log);
      }
      return this.writeText(room, this.notices.render(text('inbound.mediaMissing', { kind: media.media })));
    }
    const file = { ...downloaded.value, filename: media.filename };
    const uploaded = await this.livechat.uploadAsVisitor(room, file);
    return uploaded.ok ? uploaded.value : this.writeText(room, this.notices.render(uploaded.failure.human));
  }

  private async writeText(room: Room, words: string, triedSince?: number): Promise<string> {
    const posted = await this.postedBefore(room, triedSince, { text: words });
    return posted ?? (await this.livechat.postAsVisitor(room, words));
  }

  /** What a cut-off try posted stands in the room, but is tied to no WhatsApp message. */
  private async postedBefore(
    room: Room,
    since: number | undefined,
    match: { text?: string; filename?: string },
  ): Promise<string | undefined> {
    if (since === undefined) {
      return undefined;
    }
    for (const id of await this.livechat.visitorMessages(room, since, match)) {
      if ((await this.links.byMessageId(id)).length === 0) {
        return id;
      }
    }
    return undefined;
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
