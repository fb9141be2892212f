import type { OutboundContent } from '../../domain/outbound';
import { compact } from '../compact';
import type { WireContent, WireMedia } from '../wire/outgoing';

type MediaContent = Extract<OutboundContent, { kind: 'media' }>;

/** A file that was uploaded before. WhatsApp has no caption on audio, and a file name on documents alone. */
export function writeMedia({ media, mediaId, caption, filename }: MediaContent): WireContent {
  const file = compact<WireMedia>({
    id: mediaId,
    caption: media === 'audio' ? undefined : caption,
    filename: media === 'document' ? filename : undefined,
  });
  return { type: media, [media]: file };
}
