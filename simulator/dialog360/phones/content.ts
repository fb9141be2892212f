import { unixSeconds } from '../clock';
import { type WebhookError, webhookError } from '../meta-errors';
import type { ReadyMessage } from './kinds';
import { isMedia, type MediaMessage } from './kinds';
import { sample } from './samples';

/** The part of a webhook message that its kind decides. */
export interface Content {
  type: string;
  /** Under the key `type`; some types have nothing. */
  body?: unknown;
  errors?: WebhookError[];
  mediaId?: string;
  /** The message that was answered by a tap. */
  answers?: string;
}

/** What builders need from the phone. */
export interface Workshop {
  now: number;
  /** Uploads a file to WhatsApp. */
  upload(file: { bytes: Buffer; mimeType: string; filename?: string }): {
    id: string;
    sha256: string;
    url: string;
  };
  /** Finds what was offered under a title. */
  offer(title: string, of?: string): Content;
}

/** Meta: code and text of a message whose kind isn't passed on. */
const UNSUPPORTED = { code: 131051, details: 'Message type is currently not supported.' };
const UNAVAILABLE = { code: 131060, details: 'This message is currently unavailable.' };
const TOO_BIG = { code: 131052, details: 'Media file size is over the limit of 100 MB.' };

/** Builds the content of a webhook message from what the customer does. */
export function contentOf(message: ReadyMessage, workshop: Workshop): Content {
  if (isMedia(message)) {
    return mediaContent(message, workshop);
  }
  switch (message.kind) {
    case 'text':
      return { type: 'text', body: { body: message.text } };
    case 'location':
      return { type: 'location', body: locationOf(message) };
    case 'contacts':
      return { type: 'contacts', body: message.contacts.map(contactCard) };
    case 'tap':
      return workshop.offer(message.title, message.of);
    case 'flow-reply':
      return { type: 'interactive', body: flowReply(message) };
    case 'call-permission':
      return { type: 'interactive', body: callPermission(message.response, workshop.now) };
    case 'reaction':
      return {
        type: 'reaction',
        body: { message_id: message.to, ...(message.emoji ? { emoji: message.emoji } : {}) },
      };
    case 'order':
      return { type: 'order', body: orderOf(message.text) };
    case 'unsupported':
      return unsupportedContent(message.subtype);
    case 'welcome':
      return { type: 'request_welcome' };
    case 'raw':
      return { type: message.type, body: message.content };
  }
}

/** Unavailable content has its own code; every other subtype is a kind that isn't passed on. */
export function unsupportedContent(subtype: string): Content {
  const { code, details } = subtype === 'media_placeholder' ? UNAVAILABLE : UNSUPPORTED;
  return { type: 'unsupported', body: { type: subtype }, errors: [webhookError(code, details)] };
}

function mediaContent(message: MediaMessage, workshop: Workshop): Content {
  const type = message.kind === 'voice' ? 'audio' : message.kind;
  const model = sample(message.kind);
  const bytes = typeof message.data === 'string' ? Buffer.from(message.data, 'base64') : message.data;
  const file = {
    bytes: bytes ?? model.bytes,
    mimeType: message.mimeType ?? model.mimeType,
    filename: message.filename ?? model.filename,
  };
  const about = {
    mime_type: file.mimeType,
    ...(message.caption && type !== 'audio' && type !== 'sticker' ? { caption: message.caption } : {}),
    ...(type === 'document' ? { filename: file.filename } : {}),
    ...(type === 'audio' ? { voice: message.kind === 'voice' } : {}),
    ...(type === 'sticker' ? { animated: message.animated ?? false } : {}),
  };
  if (message.tooBig) {
    return { type, body: about, errors: [webhookError(TOO_BIG.code, TOO_BIG.details)] };
  }
  if (message.withoutId) {
    return { type, body: about };
  }
  const { id, sha256, url } = workshop.upload(file);
  return {
    type,
    body: { ...about, id, sha256: Buffer.from(sha256, 'hex').toString('base64'), url },
    mediaId: id,
  };
}

function locationOf({
  latitude,
  longitude,
  name,
  address,
}: Extract<ReadyMessage, { kind: 'location' }>): object {
  return { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) };
}

function contactCard({ name, phone }: { name: string; phone: string }): object {
  const [first = name, ...rest] = name.split(' ');
  return {
    name: {
      formatted_name: name,
      first_name: first,
      ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}),
    },
    phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' }],
  };
}

function flowReply(message: Extract<ReadyMessage, { kind: 'flow-reply' }>): object {
  return {
    type: 'nfm_reply',
    nfm_reply: {
      name: message.name,
      body: 'Sent',
      response_json: message.responseJson ?? JSON.stringify(message.response),
    },
  };
}

/** A permission to call lasts a week unless the customer makes it permanent. */
const CALL_PERMISSION_MS = 7 * 86_400_000;

function callPermission(response: 'accept' | 'reject', now: number): object {
  return {
    type: 'call_permission_reply',
    call_permission_reply: {
      response,
      is_permanent: false,
      ...(response === 'accept' ? { expiration_timestamp: unixSeconds(now + CALL_PERMISSION_MS) } : {}),
      response_source: 'user_action',
    },
  };
}

function orderOf(text?: string): object {
  return {
    catalog_id: '194836987003835',
    ...(text ? { text } : {}),
    product_items: [{ product_retailer_id: 'tea-green-100', quantity: 2, item_price: 7.3, currency: 'EUR' }],
  };
}
