import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import { sayIn } from '../rocketchat/translator';
import { MOST_AT_ONCE, type Refusal } from '../services/templateSending/templateSending';

/**
 * The errors of Rocket.Chat's own app, word for word: programs compare them. They are part of the interface and never
 * translated.
 */
const ERRORS = {
  tooMany: `Too many phone numbers! Please make sure that phoneNumbers are <= ${MOST_AT_ONCE}`,
  missing: (field: string) => `Error! Missing "${field}" field within the request`,
  unknownAgent: (name: string) => `No Agent found with username ${name}`,
  unknownDepartment: (name: string) => `No Department found with id/Name ${name}`,
  invalidSender: (number: string) =>
    `Connected WhatsApp Number (connectedWhatsAppNo) i.e. ${number} is not a valid WhatsApp contact. Contact Status is invalid`,
  unknownSender: (number: string) =>
    `Error! Connected WhatsApp Number (connectedWhatsAppNo) i.e. ${number} has not been registered yet on Rocket.Chat. Please goto #omnichannel-whatsapp-setup channel and connect this WhatsApp number first there before sending this request again.`,
  processing: (details: string) => `Error occurred while processing request. Details: ${details}`,
} as const;

export function errorOf(refusal: Refusal): IApiResponse {
  switch (refusal.why) {
    case 'tooMany':
      return badRequest(ERRORS.tooMany);
    case 'missingSender':
      return badRequest(ERRORS.missing('connectedWhatsAppNo'));
    case 'failure':
      return serverError(sayIn()(refusal.failure.human));
    default:
      return badRequest(ERRORS[refusal.why](refusal.named));
  }
}

export function malformedError({ field, missing }: { field: string; missing: boolean }): IApiResponse {
  return badRequest(
    missing ? ERRORS.missing(field) : `Error! The field "${field}" within the request is malformed`,
  );
}

function badRequest(error: string): IApiResponse {
  return { status: HttpStatusCode.BAD_REQUEST, content: { success: false, error } };
}

/** Reasons stand in the log: they may say what is nobody's business. */
export function broken(): IApiResponse {
  return serverError(sayIn()('api.broken'));
}

function serverError(details: string): IApiResponse {
  const status = HttpStatusCode.INTERNAL_SERVER_ERROR;
  return { status, content: { success: false, error: ERRORS.processing(details) } };
}
