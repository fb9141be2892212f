import type { InboundContent } from '../../domain/inbound';
import { readContacts } from './contacts';
import { readLocation } from './location';
import { mediaReader } from './media';
import { readReaction } from './reaction';
import { readInteractiveReply, readTemplateReply } from './reply';
import { readText } from './text';
import { readUnsupported } from './unsupported';

const READERS = new Map<string, (message: unknown) => InboundContent | undefined>([
  ['text', readText],
  ['image', mediaReader('image')],
  ['video', mediaReader('video')],
  ['audio', mediaReader('audio')],
  ['document', mediaReader('document')],
  ['sticker', mediaReader('sticker')],
  ['location', readLocation],
  ['contacts', readContacts],
  ['interactive', readInteractiveReply],
  ['button', readTemplateReply],
  ['reaction', readReaction],
]);

/** What a message of the given type holds. One that cannot be read is `unsupported`, never lost. */
export function readContent(type: string, message: unknown): InboundContent {
  return READERS.get(type)?.(message) ?? readUnsupported(type, message);
}
