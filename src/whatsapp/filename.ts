import type { InboundMedia } from '../domain/inboundContent';
import { bareMimeType } from './mediaKind';

/**
 * Extensions of the types that WhatsApp delivers. Rocket.Chat guesses a file's type from its extension alone, so the
 * common one of each type matters. Meta: business-phone-numbers/media, supported media types.
 */
const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/zip': 'zip',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
};

/**
 * The name under which a customer's file goes to the host: documents keep theirs, all others are named by kind and
 * time, e.g. `image_20261120_101500.jpg` (UTC).
 * @param sentAt Unix milliseconds
 */
export function filenameOf({ media, mimeType, filename }: InboundMedia, sentAt: number): string {
  const extension = EXTENSIONS[bareMimeType(mimeType)];
  if (!filename) {
    return `${timestamped(media, sentAt)}.${extension ?? 'bin'}`;
  }
  const safe = filename.replaceAll(/[/\\\p{Cc}]/gu, '_').slice(-200);
  return /\.\w{1,8}$/.test(safe) || !extension ? safe : `${safe}.${extension}`;
}

/**
 * `image_20261120_101500` (UTC)
 * @param at Unix milliseconds
 */
export function timestamped(word: string, at: number): string {
  const time = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  return `${word}_${time}`;
}
