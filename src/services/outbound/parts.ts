import { LIMITS } from '../../domain/limits';
import { toWhatsApp } from '../../whatsapp/formatting/toWhatsApp';
import { offer, type Offer, type OfferStyle } from '../../whatsapp/offer';
import { splitText } from '../../whatsapp/split';
import type { OutboundPart } from './ports';
import type { Author, RoomFile, RoomMessage } from './message';

/** What the app's settings say about the look of messages. */
export interface MessageStyle extends OfferStyle {
  agentDisplay: 'none' | 'name' | 'username';
  /** With `{{agent}}` and `{{message}}`; applied after the markup was converted. */
  agentPrefixFormat: string;
}

export interface Composition {
  parts: OutboundPart[];
  /** Set when the customer can answer by a choice that has to be remembered. */
  offer?: Offer;
}

/**
 * A message of a room as WhatsApp messages, in their order: the text, cut where it is too long, as caption of the first
 * file that can carry one; then the other files; then choices.
 */
export function compose(message: RoomMessage, style: MessageStyle): Composition {
  const { files, options = [], author } = message;
  const plain = toWhatsApp(message.text).trim();
  const body = plain && withAgent(plain, author, style);
  if (options.length > 0) {
    const made = offer(body, options, message.id, style);
    const { content } = made;
    const parts = [
      ...fileParts(files),
      ...textParts(made.before),
      ...(content ? [content as OutboundPart] : []),
    ];
    return made.answers.length > 0 ? { parts, offer: made } : { parts };
  }
  return { parts: withFiles(body, files) };
}

function withFiles(body: string, files: readonly RoomFile[]): OutboundPart[] {
  const captioned = body ? files.findIndex(({ mimeType }) => takesCaption(mimeType)) : -1;
  if (captioned < 0) {
    return [...textParts(body), ...fileParts(files)];
  }
  const [caption = '', ...rest] = splitText(body, LIMITS.captionLength);
  const others = rest.length > 0 ? textParts(body.slice(caption.length).trimStart()) : [];
  const parts = fileParts(files);
  parts[captioned] = { ...parts[captioned]!, caption } as OutboundPart;
  return [...parts.slice(0, captioned + 1), ...others, ...parts.slice(captioned + 1)];
}

function textParts(body: string): OutboundPart[] {
  return splitText(body, LIMITS.textLength).map((part) => ({
    kind: 'text',
    body: part,
    previewUrl: /https?:\/\//.test(part),
  }));
}

function fileParts(files: readonly RoomFile[]): OutboundPart[] {
  return files.map(({ id, name, mimeType }) => ({ kind: 'file', fileId: id, filename: name, mimeType }));
}

/** WhatsApp shows audio without a caption; what only calls itself audio goes as a document, and has none either. */
function takesCaption(mimeType: string): boolean {
  return !/^audio\/|^application\/ogg/.test(mimeType);
}

function withAgent(body: string, author: Author | undefined, style: MessageStyle): string {
  if (!author || author.automatic || style.agentDisplay === 'none') {
    return body;
  }
  const agent = style.agentDisplay === 'name' ? author.name || author.username : author.username;
  return style.agentPrefixFormat
    .replaceAll('\\n', '\n')
    .replace(/\{\{(agent|message)\}\}/g, (_, word: string) => (word === 'agent' ? agent : body));
}
