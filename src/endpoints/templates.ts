import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { ConnectedNumber } from '../domain/number';
import type { Template } from '../domain/template';
import type { Say } from '../domain/text';
import { searchTemplates } from '../services/templates/search';
import { senderOf } from '../services/templateSending/senders';
import { labelOf, variablesOf } from '../whatsapp/template/inputs';
import { whyNotSendable } from '../whatsapp/template/sendable';
import type { Services, ServicesOf } from '../wiring';
import { endpoint, guarded } from './endpoint';

/** Templates in an answer, unless the request says otherwise; and at most. */
const LIMIT = { usual: 100, most: 500 } as const;

/**
 * For other systems: `GET …/templates` with the API token. Parameters: `number` (may be left out when one number is
 * connected), `search`, `language`, `status`, `category`, `limit` (1 to 500, else 100), `offset`.
 */
export function templatesEndpoint(services: ServicesOf): IApiEndpoint {
  return endpoint('templates', services, { get: guarded(list) });
}

async function list({ query }: IApiRequest, services: Services): Promise<IApiResponse> {
  const { languages, numbers, templates } = services;
  const number = numberOf(await numbers.all(), text(query.number));
  if (typeof number === 'string') {
    return { status: HttpStatusCode.BAD_REQUEST, content: { success: false, error: number } };
  }
  const known = await templates.of(number);
  const found = searchTemplates(known.templates, {
    words: text(query.search),
    language: text(query.language),
    status: text(query.status),
    category: text(query.category),
  });
  const offset = whole(query.offset, 0, Infinity) ?? 0;
  const limit = whole(query.limit, 1, LIMIT.most) ?? LIMIT.usual;
  const say = await languages.ofWorkspace();
  return {
    status: HttpStatusCode.OK,
    headers: { 'Cache-Control': 'no-store' },
    content: {
      success: true,
      number: number.displayNumber,
      syncedAt: known.syncedAt === undefined ? null : new Date(known.syncedAt).toISOString(),
      problem: known.problem ? say(known.problem) : null,
      total: found.length,
      offset,
      limit,
      templates: found.slice(offset, offset + limit).map((template) => described(template, say)),
    },
  };
}

/** @returns what is wrong with the request, else the number that it means */
function numberOf(connected: ConnectedNumber[], wanted: string): ConnectedNumber | string {
  if (connected.length === 0) {
    return 'No number is connected';
  }
  const sender = senderOf(connected, wanted);
  if ('found' in sender) {
    return sender.found;
  }
  return sender.refusal.why === 'missingSender'
    ? 'Several numbers are connected: name one as "number"'
    : 'No number of this "number" is connected';
}

function described(template: Template, say: Say): object {
  const { id, name, language, status, category, quality, rejectedReason, parameterFormat } = template;
  const { header, body, footer, buttons, offer, cards } = template;
  const why = whyNotSendable(template);
  return {
    id,
    name,
    language,
    status,
    category,
    quality,
    rejectedReason: rejectedReason ?? null,
    parameterFormat,
    sendable: why === undefined,
    whyNotSendable: why ? say(why) : null,
    components: { header, body, footer, buttons, offer, cards },
    inputs: variablesOf(template).map((input) => ({ ...input, label: say(labelOf(input)) })),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** A whole number within bounds, or undefined for what is none. */
function whole(value: unknown, least: number, most: number): number | undefined {
  const found = text(value);
  return /^\d+$/.test(found) ? Math.min(most, Math.max(least, Number(found))) : undefined;
}
