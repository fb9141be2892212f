import type { Contact, WhatsAppAddress } from '../domain/contact';
import type { Conversation } from '../domain/conversation';
import type { DeliveryUpdate } from '../domain/delivery';
import type { Result } from '../domain/failure';
import type { InboundEvent } from '../domain/inbound';
import type { ConnectedNumber, Webhook } from '../domain/number';
import type { OutboundMessage } from '../domain/outbound';
import type { Text } from '../domain/text';

export interface Clock {
  /** Unix milliseconds. */
  now(): number;
}

/** The app's log. Constant sentences with ids and codes beside them; never keys, message texts or phone numbers. */
export interface Log {
  info(what: string, context?: Record<string, unknown>): void;
  warn(what: string, context?: Record<string, unknown>): void;
  error(what: string, context?: Record<string, unknown>): void;
}

/** What 360dialog knows of a number (`GET /health_status`). */
export interface NumberHealth {
  phoneNumberId?: string;
  displayNumber?: string;
  verifiedName?: string;
}

export interface Download {
  bytes: Buffer;
  mimeType: string;
}

/** 360dialog, by the credentials of one number. Failures are values; nothing here throws for them. */
export interface WhatsAppApi {
  health(): Promise<Result<NumberHealth>>;
  webhook(): Promise<Result<Webhook>>;
  setWebhook(webhook: Webhook): Promise<Result<void>>;
  /** @returns the wamid of the accepted message. Accepted is not delivered. */
  send(message: OutboundMessage): Promise<Result<string>>;
  /** @returns the media id, valid for 30 days. */
  upload(file: { bytes: Buffer; mimeType: string; filename: string }): Promise<Result<string>>;
  download(mediaId: string): Promise<Result<Download>>;
}

export type WhatsAppApis = (credentials: Pick<ConnectedNumber, 'apiKey' | 'environment'>) => WhatsAppApi;
