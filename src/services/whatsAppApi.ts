import type { Result } from '../domain/failure';
import type { NumberHealth } from '../domain/health';
import type { ConnectedNumber, Webhook } from '../domain/number';
import type { OutboundMessage } from '../domain/outbound';
import type { BusinessProfile, ProfileChange } from '../domain/profile';
import type { TemplateApi } from './templates/ports';

export interface File {
  bytes: Buffer;
  mimeType: string;
  filename: string;
}

/** A file that waits at 360dialog. */
export interface MediaReference {
  id: string;
  /** In base64, as webhooks have it, or in hexadecimal. */
  sha256?: string;
}

/** 360dialog, by the credentials of one number. Failures are values; nothing here throws for them. */
export interface WhatsAppApi extends TemplateApi {
  health(): Promise<Result<NumberHealth>>;
  profile(): Promise<Result<BusinessProfile>>;
  /** Changes what is named and leaves the rest. */
  saveProfile(change: ProfileChange): Promise<Result<void>>;
  /** @returns the handle by which the picture becomes the profile's */
  uploadPicture(picture: Omit<File, 'filename'>): Promise<Result<string>>;
  webhook(): Promise<Result<Webhook>>;
  setWebhook(webhook: Webhook): Promise<Result<void>>;
  /** @returns the wamid of the accepted message. Accepted is not delivered. */
  send(message: OutboundMessage): Promise<Result<string>>;
  /** Marks a customer's message, and all before it, as read; may show that somebody writes. */
  markRead(wamid: string, typing: boolean): Promise<Result<void>>;
  /** @returns the media id, valid for 30 days. */
  upload(file: File): Promise<Result<string>>;
  /**
   * A customer's file, checked against its hash where one is known.
   * @param maxBytes a bigger file is a failure, before it is fetched where 360dialog tells its size
   */
  download(media: MediaReference, maxBytes: number): Promise<Result<Omit<File, 'filename'>>>;
}

/** What 360dialog knows a number by. */
export interface Credentials extends Pick<ConnectedNumber, 'apiKey' | 'environment'> {
  /** Of a connected number: where its key is refused, the one that another server has stored meanwhile is used. */
  id?: string;
}

export type WhatsAppApis = (credentials: Credentials) => WhatsAppApi;
