import { LIMITS, type MediaLimit } from '../domain/limits';
import type { OutboundMediaKind } from '../domain/outbound';

const PLAYABLE: readonly OutboundMediaKind[] = ['image', 'video', 'audio'];

/** Other names that browsers and phones give to types which WhatsApp takes. */
const ALIASES: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/m4a': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-aac': 'audio/aac',
  'audio/opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'video/3gp': 'video/3gpp',
  'video/x-m4v': 'video/mp4',
};

/** `audio/ogg; codecs=opus` → `audio/ogg` */
export function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** How a file goes out. */
export interface SendableFile {
  media: OutboundMediaKind;
  /** As it is declared at the upload. */
  mimeType: string;
  voice?: boolean;
}

/**
 * How a file goes out: as image, video or audio where WhatsApp shows that type at that size, else as a document. WebP,
 * GIF, SVG and HEIC pictures and WebM recordings are documents to WhatsApp; so is audio in Ogg other than Opus in one
 * channel, which is a voice note.
 * @returns undefined when the file is too big to be sent at all
 */
export function sendableFile(mimeType: string, bytes: Buffer): SendableFile | undefined {
  const bare = bareMimeType(mimeType);
  const known = ALIASES[bare] ?? bare;
  const size = bytes.length;
  const media = PLAYABLE.find((kind) => takes(LIMITS.media[kind], known, size));
  if (media && known === 'audio/ogg') {
    return isVoiceNote(bytes)
      ? { media, mimeType: 'audio/ogg; codecs=opus', voice: true }
      : { media: 'document', mimeType: known };
  }
  if (media) {
    return { media, mimeType: known };
  }
  const type = known || 'application/octet-stream';
  return size <= LIMITS.media.document.maxBytes ? { media: 'document', mimeType: type } : undefined;
}

function takes(limit: MediaLimit, mimeType: string, size: number): boolean {
  return size <= limit.maxBytes && limit.mimeTypes.includes(mimeType);
}

/** The first page of an Ogg stream names its codec, and Opus the number of channels. RFC 7845, section 5.1. */
function isVoiceNote(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 256);
  const at = head.indexOf('OpusHead');
  return head.subarray(0, 4).toString('latin1') === 'OggS' && at >= 0 && head[at + 9] === 1;
}
