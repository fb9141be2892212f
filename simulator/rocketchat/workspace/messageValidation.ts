import type { MessageDoc, RoomDoc } from '../documents';
import { ServerError } from './errors';

/** Attachment fields that end up in a browser's `href` or `src`. */
const linkFields = [
  'thumb_url',
  'message_link',
  'author_link',
  'author_icon',
  'title_link',
  'image_url',
  'audio_url',
  'video_url',
];

const uploadPath = '/file-upload/';

/** Attachment links must be absolute, or lead to a file of the server. */
export function checkAttachments(attachments: readonly Record<string, unknown>[]): void {
  for (const attachment of attachments) {
    for (const field of linkFields) {
      checkLink(attachment[field]);
    }
    checkFields(attachment.fields);
  }
}

/**
 * `Message_CustomFields_Enabled` and the schema in `Message_CustomFields` decide. The simulator goes no further than
 * to see that there is a schema.
 */
export function checkCustomFields(enabled: boolean, schema: string): void {
  if (!enabled) {
    throw new Error('Custom fields not enabled');
  }
  if (!schema.trim()) {
    throw new Error('Custom fields not configured');
  }
}

/** A guest may carry its name as alias in its own chat; everybody else needs `message-impersonate`. */
export function needsImpersonation(
  message: Partial<MessageDoc>,
  room: RoomDoc,
  senderToken?: string,
): boolean {
  const isGuestOfRoom = !message.avatar && !!senderToken && senderToken === room.v?.token;
  return !!(message.alias || message.avatar) && !isGuestOfRoom;
}

/** Milliseconds by which a client's clock may differ from the server's before it counts as wrong. */
const clockTolerance = 60_000;
/** Up to here a client's timestamp is kept; beyond it, the server's is taken. */
const clockPrecision = 10_000;

/** @throws ServerError `error-message-ts-out-of-sync` */
export function acceptedTimestamp(claimed: Date, now = new Date()): Date {
  const difference = Math.abs(claimed.getTime() - now.getTime());
  if (difference > clockTolerance) {
    throw new ServerError('error-message-ts-out-of-sync', 'Message timestamp is out of sync');
  }
  return difference > clockPrecision ? now : claimed;
}

function checkLink(link: unknown): void {
  if (link === undefined || link === null) {
    return;
  }
  const isGood =
    typeof link === 'string' &&
    !/^javascript:/i.test(link) &&
    (/^(https?|data):/i.test(link) || link.startsWith(uploadPath));
  if (!isGood) {
    throw new Error('Invalid href value provided');
  }
}

function checkFields(fields: unknown): void {
  if (!Array.isArray(fields)) {
    return;
  }
  for (const field of fields as { title?: unknown; value?: unknown }[]) {
    if (!field.title || !field.value) {
      throw new Error('Invalid attachment field, title and value is required');
    }
  }
}
