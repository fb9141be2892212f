import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { ConnectedNumber } from '../domain/number';
import { INCOMING_PATH } from '../rocketchat/workspace';
import type { Numbers } from '../services/ports';
import { WEBHOOK_SECRET_HEADER } from '../services/webhookKeeper';
import { readWebhook, type WebhookItem } from '../whatsapp/webhook';
import type { Services, ServicesOf } from '../wiring';
import { isSameSecret } from './authentication';
import { endpoint } from './endpoint';

/**
 * 360dialog's webhooks: `POST …/incoming?number=<id>` with the secret header. Answered with 200 once every event in it
 * is stored or dropped on purpose; anything else makes 360dialog deliver again.
 */
export function incomingEndpoint(services: ServicesOf): IApiEndpoint {
  return endpoint(INCOMING_PATH, services, { get: tellWhoIsHere, post: accept });
}

/** Another address of this workspace, or a copy of it, wants to know who is here. */
async function tellWhoIsHere({ query }: IApiRequest, { twins }: Services): Promise<IApiResponse> {
  const probe: unknown = query.probe;
  return typeof probe === 'string' && probe
    ? { status: HttpStatusCode.OK, content: { ...(await twins.answer(probe)) } }
    : refuse(HttpStatusCode.BAD_REQUEST, 'WhatsApp webhooks come by POST');
}

async function accept(request: IApiRequest, services: Services): Promise<IApiResponse> {
  const { inbound, numbers, log, windDown } = services;
  if (windDown.isEnding) {
    return refuse(HttpStatusCode.SERVICE_UNAVAILABLE, 'The app is being updated or disabled. Come again');
  }
  const number = await numberOf(request, numbers);
  if (!number) {
    return refuse(HttpStatusCode.NOT_FOUND, 'This number is not connected');
  }
  if (!(await isAuthentic(request, number, numbers))) {
    log.warn('A webhook without the right secret was refused', { number: number.id });
    return refuse(HttpStatusCode.UNAUTHORIZED, `The header ${WEBHOOK_SECRET_HEADER} is missing or wrong`);
  }
  const webhook = readWebhook(request.content, Date.now());
  if (!webhook.accepted) {
    return refuse(HttpStatusCode.BAD_REQUEST, 'The body is no WhatsApp webhook in JSON');
  }
  if (webhook.items.some((item) => isForeign(item, number))) {
    log.warn('A webhook of another phone number was refused', { number: number.id });
    return refuse(HttpStatusCode.FORBIDDEN, 'The webhook belongs to another phone number');
  }
  for (const { field, reason } of webhook.ignored) {
    log.info('Part of a webhook was dropped', { number: number.id, field, reason });
  }
  await inbound.accept(number, webhook.items);
  return { status: HttpStatusCode.OK };
}

async function numberOf({ query }: IApiRequest, numbers: Numbers): Promise<ConnectedNumber | undefined> {
  const id = query.number;
  return typeof id === 'string' && id ? numbers.byId(id) : undefined;
}

/** A number may have been given a new secret on another server since this one read it. */
async function isAuthentic(
  { headers }: IApiRequest,
  number: ConnectedNumber,
  numbers: Numbers,
): Promise<boolean> {
  const secret = headers[WEBHOOK_SECRET_HEADER.toLowerCase()] ?? '';
  if (isSameSecret(secret, number.webhookSecret)) {
    return true;
  }
  const fresh = secret ? await numbers.byId(number.id, { fresh: true }) : undefined;
  return fresh !== undefined && isSameSecret(secret, fresh.webhookSecret);
}

/** Notices about the account name no number. */
function isForeign({ phoneNumberId, event }: WebhookItem, number: ConnectedNumber): boolean {
  if (event.event === 'notice' && phoneNumberId === undefined) {
    return false;
  }
  return number.phoneNumberId !== undefined && phoneNumberId !== number.phoneNumberId;
}

function refuse(status: HttpStatusCode, error: string): IApiResponse {
  return { status, content: { error } };
}
