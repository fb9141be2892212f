import type { MessageDoc, RoomDoc } from '../documents';
import type { Store } from '../store';

type Attachment = Record<string, unknown>;

/** Every link in a text that names a message of this server: `<Site_Url>/<kind>/<room>?msg=<id>`. */
function messageLinks(text: string, siteUrl: string): { url: string; messageId: string }[] {
  const urls = text.match(/https?:\/\/[^\s)\]>]+/g) ?? [];
  return urls
    .filter((url) => siteUrl && url.startsWith(siteUrl) && URL.canParse(url))
    .map((url) => ({ url, messageId: new URL(url).searchParams.get('msg') ?? '' }))
    .filter(({ messageId }) => messageId !== '');
}

/**
 * Turns links to messages into quote attachments, for messages that the writer may see. The link itself stays in the
 * text, as clients put it there: `[ ](<link>) answer`.
 * @param chainLimit how deep quotes of quotes are kept (`Message_QuoteChainLimit`)
 */
export async function withQuotes(
  store: Store,
  message: MessageDoc,
  options: { siteUrl: string; chainLimit: number; maySee: (room: RoomDoc) => Promise<boolean> },
): Promise<MessageDoc> {
  const attachments = [...(message.attachments ?? [])];
  for (const { url, messageId } of messageLinks(message.msg, options.siteUrl)) {
    const quoted: MessageDoc | null = await store.messages.findOneAsync({ _id: messageId });
    const room: RoomDoc | null = quoted && (await store.rooms.findOneAsync({ _id: quoted.rid }));
    if (!quoted || !room || !(await options.maySee(room))) {
      continue;
    }
    const earlier = attachments.findIndex((attachment) => attachment.message_link === url);
    if (earlier >= 0) {
      attachments.splice(earlier, 1);
    }
    attachments.push(quoteOf(quoted, url, options.chainLimit));
  }
  return attachments.length ? { ...message, attachments } : message;
}

function quoteOf(quoted: MessageDoc, url: string, chainLimit: number): Attachment {
  return {
    text: quoted.msg,
    message_link: url,
    author_name: quoted.alias ?? quoted.u.username,
    author_icon: `/avatar/${quoted.u.username}`,
    attachments: (quoted.attachments ?? []).map((attachment) => trimmed(attachment, chainLimit - 1)),
    ts: quoted.ts,
  };
}

/** Cuts off quotes within a quote that are deeper than the limit. */
function trimmed(attachment: Attachment, depth: number): Attachment {
  const { attachments, ...own } = attachment;
  if (!Array.isArray(attachments) || !attachment.message_link) {
    return attachment;
  }
  return depth > 1
    ? { ...own, attachments: (attachments as Attachment[]).map((inner) => trimmed(inner, depth - 1)) }
    : own;
}
