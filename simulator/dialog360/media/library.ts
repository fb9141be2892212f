import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { type Clock, DAY, MINUTE, SECOND } from '../clock';
import { newNumericId } from '../ids';
import type { Files } from '../state/folder';
import type { MediaRecord } from '../state/records';
import type { State } from '../state/state';

export const LOOKASIDE_HOST = 'lookaside.fbsbx.com';
export const ATTACHMENTS_PATH = '/whatsapp_business/attachments/';

/** Meta: ids of uploads are valid for 30 days, of what customers send for 7. */
const UPLOAD_DAYS = 30;
const INBOUND_DAYS = 7;
/** Meta: an address from a look-up or a webhook is valid for 5 minutes. */
const URL_VALID_MS = 5 * MINUTE;

export interface NewMedia {
  bytes: Buffer;
  mimeType: string;
  filename?: string;
}

/** The media of all numbers, and the short-lived addresses under which they can be had. */
export class MediaLibrary {
  private readonly secret = randomBytes(16);

  constructor(
    private readonly state: State,
    private readonly files: Files,
    private readonly clock: Clock,
  ) {}

  add(numberId: string, { bytes, mimeType, filename }: NewMedia, source: 'upload' | 'customer'): MediaRecord {
    const days = source === 'upload' ? UPLOAD_DAYS : INBOUND_DAYS;
    const media: MediaRecord = {
      id: newNumericId(16),
      numberId,
      mimeType,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      filename,
      expiresAt: this.clock.now() + days * DAY,
    };
    this.files.write(media.id, bytes);
    this.state.media.set(media.id, media);
    this.state.changed();
    return media;
  }

  /** A medium that this number may use, unless it has expired. */
  find(id: string, numberId: string): MediaRecord | undefined {
    const media = this.state.media.get(id);
    return media?.numberId === numberId && media.expiresAt > this.clock.now() ? media : undefined;
  }

  bytes(id: string): Buffer | undefined {
    return this.files.read(id);
  }

  remove(id: string): void {
    this.state.media.delete(id);
    this.files.remove(id);
    this.state.changed();
  }

  /** The public address. Only Meta's own host name is ever in it. */
  url(id: string): string {
    const ext = Math.floor((this.clock.now() + URL_VALID_MS) / SECOND);
    return `https://${LOOKASIDE_HOST}${ATTACHMENTS_PATH}?mid=${id}&ext=${ext}&hash=${this.hash(id, String(ext))}`;
  }

  /** The medium that a query string of `url` leads to; nothing once it has expired or when it isn't ours. */
  resolve(query: URLSearchParams, numberId: string): MediaRecord | undefined {
    const id = query.get('mid') ?? '';
    const ext = query.get('ext') ?? '';
    const given = Buffer.from(query.get('hash') ?? '');
    const hash = Buffer.from(this.hash(id, ext));
    if (given.length !== hash.length || !timingSafeEqual(given, hash)) {
      return undefined;
    }
    return Number(ext) * SECOND > this.clock.now() ? this.find(id, numberId) : undefined;
  }

  private hash(id: string, ext: string): string {
    return createHmac('sha256', this.secret).update(`${id} ${ext}`).digest('base64url');
  }
}
