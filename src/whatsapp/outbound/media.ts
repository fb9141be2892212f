import type { OutboundMedia } from '../../domain/outbound';
import { compact } from '../compact';
import type { WireContent, WireMedia } from '../wire/outgoing';

/** A file that was uploaded before. WhatsApp has no caption on audio, and a file name on documents alone. */
export function writeMedia({ media, mediaId, caption, filename, voice }: OutboundMedia): WireContent {
  const file = compact<WireMedia>({
    id: mediaId,
    caption: media === 'audio' ? undefined : caption,
    filename: media === 'document' ? filename : undefined,
    voice: media === 'audio' && voice ? true : undefined,
  });
  return { type: media, [media]: file };
}
