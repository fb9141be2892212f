import { isIP } from 'node:net';

import { Router } from 'express';
import * as v from 'valibot';

import { SECOND } from '../clock';
import type { World } from '../world';
import { OwnError } from './errors';
import { numberOf } from './request';

/** 360dialog: an account's webhook takes effect 15–20 s after it was set. */
const WABA_EFFECT_MS = 15 * SECOND;

const headers = v.optional(v.record(v.string(), v.string()), {});
const numberWebhook = v.looseObject({ url: v.string(), headers });
const wabaWebhook = v.looseObject({ url: v.string(), headers, override_all: v.optional(v.boolean(), false) });

/** Where 360dialog sends a number's or an account's webhooks. Header values are given back in clear. */
export function webhookRouter({ state, clock }: World): Router {
  const router = Router();

  router.get('/v1/configs/webhook', (_request, response) => {
    const { webhook } = numberOf(response);
    response.json(webhook ? { url: webhook.url, headers: webhook.headers } : {});
  });

  router.post('/v1/configs/webhook', (request, response) => {
    const webhook = webhookOf(numberWebhook, request.body);
    numberOf(response).webhook = { url: webhook.url, headers: webhook.headers, setAt: clock.now() };
    state.changed();
    response.json({ url: webhook.url, headers: webhook.headers });
  });

  router.get('/waba_webhook', (_request, response) => {
    const { wabaId } = numberOf(response);
    const webhook = state.wabas.get(wabaId)?.webhook;
    const inEffect = webhook && webhook.setAt <= clock.now() ? webhook : undefined;
    const numbers = [...state.numbers.values()].filter((number) => number.wabaId === wabaId);
    response.json({
      waba_id: wabaId,
      phone_numbers: numbers.map(({ displayNumber }) => displayNumber),
      url: inEffect?.url ?? '',
      headers: inEffect?.headers ?? {},
    });
  });

  router.post('/waba_webhook', (request, response) => {
    const { url, headers: given, override_all: overrideAll } = webhookOf(wabaWebhook, request.body);
    const { wabaId } = numberOf(response);
    const webhook = { url, headers: given, setAt: clock.now() + WABA_EFFECT_MS };
    state.wabas.set(wabaId, { wabaId, webhook, overrideAll });
    state.changed();
    response.json({ message: 'Webhook is being updated' });
  });

  return router;
}

function webhookOf<Schema extends v.GenericSchema<unknown, { url: string; headers: Record<string, string> }>>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (!result.success) {
    throw new OwnError(400, 'The body needs a url and, if there are headers, an object of texts.');
  }
  const problem = urlProblem(result.output.url) ?? headerProblem(Object.keys(result.output.headers));
  if (problem) {
    throw new OwnError(400, problem);
  }
  return result.output;
}

/** 360dialog: https with a certificate of an authority, so a public name; no underscore and no port in it. */
function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) {
    return 'Invalid webhook url';
  }
  const { protocol, hostname, port } = new URL(text);
  if (protocol !== 'https:') {
    return 'Invalid webhook url: https is required';
  }
  if (port || /^https:\/\/[^/]*:\d+/i.test(text)) {
    return 'Invalid webhook url: a port is not allowed';
  }
  if (hostname.includes('_')) {
    return 'Invalid webhook url: underscores are not allowed in the host name';
  }
  if (hostname === 'localhost' || isIP(hostname.replace(/[[\]]/g, '')) || !hostname.includes('.')) {
    return 'Invalid webhook url: the host is not public';
  }
  return undefined;
}

function headerProblem(names: string[]): string | undefined {
  const bad = names.find((name) => !/^[A-Za-z0-9-]+$/.test(name));
  return bad === undefined ? undefined : `Invalid header name: ${bad}`;
}
