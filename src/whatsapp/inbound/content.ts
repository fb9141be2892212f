import type { InboundContent, Problem } from '../../domain/inboundContent';
import { readButton } from './button';
import { readContacts } from './contacts';
import { readInteractive } from './interactive';
import { readLocation } from './location';
import { mediaReader } from './media';
import { readOrder } from './order';
import { readText } from './text';
import { readUnsupported } from './unsupported';

type Reader = (message: unknown, problem?: Problem) => InboundContent | undefined;

const READERS = new Map<string, Reader>([
  ['text', readText],
  ['image', mediaReader('image')],
  ['video', mediaReader('video')],
  ['audio', mediaReader('audio')],
  ['document', mediaReader('document')],
  ['sticker', mediaReader('sticker')],
  ['location', readLocation],
  ['contacts', readContacts],
  ['interactive', readInteractive],
  ['button', readButton],
  ['order', readOrder],
]);

/**
 * What a message of the given type holds. One that cannot be read is `unsupported`, never lost.
 * @param problem what WhatsApp reports in the message's `errors`
 */
export function readContent(type: string, message: unknown, problem?: Problem): InboundContent {
  return READERS.get(type)?.(message, problem) ?? readUnsupported(type, message, problem);
}
