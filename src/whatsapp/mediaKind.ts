import { LIMITS, type MediaLimit } from '../domain/limits';
import type { OutboundMediaKind } from '../domain/outbound';

const PLAYABLE: readonly OutboundMediaKind[] = ['image', 'video', 'audio'];

/** `audio/ogg; codecs=opus` → `audio/ogg` */
export function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * How a file goes out: as image, video or audio where WhatsApp shows that type at that size, else as a document. WebP,
 * GIF, SVG and HEIC pictures and WebM recordings are documents to WhatsApp.
 * @param size bytes
 * @returns undefined when the file is too big to be sent at all
 */
export function mediaKindOf(mimeType: string, size: number): OutboundMediaKind | undefined {
  const bare = bareMimeType(mimeType);
  const playable = PLAYABLE.find((kind) => takes(LIMITS.media[kind], bare, size));
  return playable ?? (size <= LIMITS.media.document.maxBytes ? 'document' : undefined);
}

function takes(limit: MediaLimit, mimeType: string, size: number): boolean {
  return size <= limit.maxBytes && limit.mimeTypes.includes(mimeType);
}
