import type { InboundMessage } from '../../domain/inbound';
import type { InboundContent } from '../../domain/inboundContent';
import { LIMITS } from '../../domain/limits';
import { text, type Say } from '../../domain/text';
import { beginningOf } from '../../whatsapp/clip';
import { harmlessStart } from '../../whatsapp/formatting/density';
import { toRocketChat } from '../../whatsapp/formatting/toRocketChat';
import { timestamped } from '../../whatsapp/filename';
import type { File } from '../ports';
import { showCall, showCallPermission } from './call';
import { contactsFile, showContacts } from './contacts';
import { showForm } from './form';
import { showLocation } from './location';
import { showMissingMedia } from './media';
import { showOrder } from './order';
import { showSurroundings } from './surroundings';
import { showUnsupported } from './unsupported';

/** What the room shows of a message besides the customer's own file. */
export interface Shown {
  /** In Rocket.Chat's markup; empty when the customer's file says it all. */
  words: string;
  /** Made here: cards to be saved, a text too long to be shown. */
  files: File[];
}

/** How a message looks in the room. */
export function showMessage(message: InboundMessage, say: Say): Shown {
  const { content, sentAt } = message;
  const { words, files } = showContent(content, sentAt, say);
  return {
    words: [...showSurroundings(message, say), words].filter((part) => part !== '').join('\n'),
    files,
  };
}

/** @param sentAt Unix milliseconds; names the files */
export function showContent(content: InboundContent, sentAt: number, say: Say): Shown {
  switch (content.kind) {
    case 'text':
      return fit(content.text, toRocketChat, sentAt, say);
    case 'reply':
      return fit(content.title, toRocketChat, sentAt, say);
    case 'media':
      return content.id === undefined
        ? { words: showMissingMedia(content, say), files: [] }
        : fit(content.caption ?? '', toRocketChat, sentAt, say);
    case 'contacts':
      return { words: showContacts(content, say), files: [contactsFile(content)] };
    default:
      // Put together by us, so already in Rocket.Chat's markup.
      return fit(sentence(content, say), (words) => words, sentAt, say);
  }
}

function sentence(
  content: Exclude<InboundContent, { kind: 'text' | 'reply' | 'media' | 'contacts' }>,
  say: Say,
): string {
  switch (content.kind) {
    case 'location':
      return showLocation(content);
    case 'form':
      return showForm(content, say);
    case 'order':
      return showOrder(content, say);
    case 'call':
      return showCall(content, say);
    case 'callPermission':
      return showCallPermission(content, say);
    case 'unsupported':
      return showUnsupported(content, say);
  }
}

/** Words beyond the limits are shown in part; the whole of them is a file beside it. */
function fit(words: string, convert: (words: string) => string, sentAt: number, say: Say): Shown {
  if (words.length <= LIMITS.shownLength && harmlessStart(words) === words) {
    return { words: convert(words), files: [] };
  }
  const excerpt = beginningOf(harmlessStart(words), LIMITS.excerptLength);
  const file = {
    bytes: Buffer.from(words),
    mimeType: 'text/plain',
    filename: `${timestamped('message', sentAt)}.txt`,
  };
  return { words: `${toRocketChat(`${excerpt}…`)}\n${say(text('shown.cut'))}`, files: [file] };
}
