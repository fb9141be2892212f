import * as v from 'valibot';

import { graphError } from '../api/errors';
import { dialledDigits } from '../digits';
import { interactiveContent } from './interactive';
import { checked, text } from './issues';
import { audioContent, documentContent, imageContent, stickerContent, videoContent } from './media';
import { contactsContent, locationContent, reactionContent, textContent } from './simple';
import { templateContent } from './template';

const contents = {
  text: textContent,
  image: imageContent,
  video: videoContent,
  audio: audioContent,
  document: documentContent,
  sticker: stickerContent,
  location: locationContent,
  contacts: contactsContent,
  reaction: reactionContent,
  interactive: interactiveContent,
  template: templateContent,
};

type Kind = keyof typeof contents;

/** The part of a message that its type decides. */
export type OutgoingContent = {
  [K in Kind]: { type: K; content: v.InferOutput<(typeof contents)[K]> };
}[Kind];

export interface OutgoingMessage {
  /** As the business wrote it. */
  input: string;
  recipient: { digits: string } | { userId: string };
  quoted?: string;
  callbackData?: string;
  message: OutgoingContent;
}

const envelope = v.looseObject({
  messaging_product: v.literal('whatsapp'),
  recipient_type: v.optional(v.picklist(['individual', 'group'])),
  to: v.optional(v.string()),
  recipient: v.optional(v.string()),
  type: v.optional(v.string(), 'text'),
  context: v.optional(v.strictObject({ message_id: text(512) })),
  /** Meta: up to 512 characters, given back in every status. */
  biz_opaque_callback_data: v.optional(text(512, 0)),
});

const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Reads the body of POST /messages. @throws ApiError with the code that Meta gives for what is wrong with it. */
export function outgoingMessage(body: unknown): OutgoingMessage {
  requireProduct(body);
  const known = checked(envelope, body, 'body');
  if (known.recipient_type === 'group') {
    throw graphError(131005, 'This number has no access to the Groups API.');
  }
  if (!isKind(known.type)) {
    const kinds = Object.keys(contents).join(', ').toUpperCase();
    throw graphError(100, `Param type must be one of {${kinds}} - got "${known.type}".`);
  }
  const kind = known.type;
  const unknownKey = Object.keys(known).find((key) => key !== kind && !(key in envelope.entries));
  if (unknownKey) {
    throw graphError(100, `Unexpected key "${unknownKey}" on param "body".`);
  }
  const { to, recipient } = known;
  const raw = (known as Record<string, unknown>)[kind];
  if (raw === undefined) {
    throw graphError(131008, `Parameter ['${kind}'] is mandatory for type '${kind}'.`);
  }
  if (kind === 'reaction' && known.context) {
    throw graphError(131009, 'A reaction has no context.');
  }
  return {
    input: to || recipient || '',
    recipient: recipientOf(to, recipient),
    quoted: known.context?.message_id,
    callbackData: known.biz_opaque_callback_data,
    // The table pairs each kind with its schema; TypeScript can't see that the two belong together.
    message: { type: kind, content: checked(contents[kind], raw, kind) } as OutgoingContent,
  };
}

/** The first thing that Graph looks for, with words of its own. */
function requireProduct(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('messaging_product' in body)) {
    throw graphError(100, 'The parameter messaging_product is required.');
  }
}

function recipientOf(to: string | undefined, recipient: string | undefined): OutgoingMessage['recipient'] {
  if (to) {
    const digits = dialledDigits(to);
    if (!digits) {
      throw graphError(131009, `Parameter 'to' is not a phone number.`);
    }
    return { digits };
  }
  if (!recipient) {
    throw graphError(100, 'The parameter to is required.');
  }
  if (!USER_ID.test(recipient)) {
    throw graphError(131009, `Parameter 'recipient' is not a user id.`);
  }
  return { userId: recipient };
}

function isKind(type: string): type is Kind {
  return Object.hasOwn(contents, type);
}

const readBody = v.strictObject({
  messaging_product: v.literal('whatsapp'),
  status: v.literal('read'),
  message_id: text(512),
  typing_indicator: v.optional(v.strictObject({ type: v.literal('text') })),
});

/** Whether a body of POST /messages marks a message as read instead of sending one. */
export function isReadMark(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body;
}

export function readMark(body: unknown): { wamid: string; typing: boolean } {
  requireProduct(body);
  const mark = checked(readBody, body, 'body');
  return { wamid: mark.message_id, typing: mark.typing_indicator !== undefined };
}
