import { randomBytes, randomUUID } from 'node:crypto';

import { failed, ok, type Failure, type Result } from '../domain/failure';
import type { AutomaticMessages, ConnectedNumber, Environment, Webhook } from '../domain/number';
import { text, type Text } from '../domain/text';
import type { Clock, Log, NumberHealth, Numbers, WhatsAppApi, WhatsAppApis, Workspace } from './ports';

export const WEBHOOK_SECRET_HEADER = 'X-Webhook-Secret';

export interface ConnectForm {
  apiKey: string;
  environment: Environment;
  departmentId?: string;
  messages: AutomaticMessages;
}

export type ConnectField = keyof ConnectForm;

/** Why a form was refused, at the field where it can be mended. */
export type Refusal = Partial<Record<ConnectField, Text>>;

export type ConnectResult = { ok: true; number: ConnectedNumber } | { ok: false; refusal: Refusal };

/** Connects numbers: all steps, or none. */
export class ConnectionService {
  constructor(
    private readonly numbers: Numbers,
    private readonly workspace: Workspace,
    private readonly apis: WhatsAppApis,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What can be said of a form without asking 360dialog. */
  async check(form: ConnectForm): Promise<Refusal | undefined> {
    if (!form.apiKey) {
      return { apiKey: text('connect.keyMissing') };
    }
    if (/\s/.test(form.apiKey)) {
      return { apiKey: text('connect.keyMalformed') };
    }
    if (form.departmentId && !(await this.workspace.departmentName(form.departmentId))) {
      return { departmentId: text('connect.departmentGone') };
    }
    const unreachable = whyUnreachable(await this.workspace.webhookUrl('check'));
    return unreachable && { apiKey: unreachable };
  }

  /** Checks the key, takes over the number's webhook, and stores the number; takes nothing over that it cannot keep. */
  async connect(form: ConnectForm): Promise<ConnectResult> {
    const refusal = await this.check(form);
    if (refusal) {
      return { ok: false, refusal };
    }
    const api = this.apis(form);
    const health = await api.health();
    if (!health.ok) {
      return refuse(health.failure);
    }
    if (await this.isConnected(form, health.value)) {
      return { ok: false, refusal: { apiKey: text('connect.twice') } };
    }
    const previous = await api.webhook();
    if (!previous.ok) {
      return refuse(previous.failure);
    }
    const number = this.newNumber(form, health.value, previous.value);
    const taken = await this.takeWebhook(number, api);
    if (!taken.ok) {
      await this.giveBack(previous.value, api);
      return refuse(taken.failure);
    }
    try {
      await this.numbers.save(number);
    } catch (error) {
      await this.giveBack(previous.value, api);
      throw error;
    }
    this.log.info('A number was connected', { number: number.id, environment: number.environment });
    return { ok: true, number };
  }

  private async isConnected(form: ConnectForm, health: NumberHealth): Promise<boolean> {
    const numbers = await this.numbers.all();
    return numbers.some(
      (known) =>
        known.apiKey === form.apiKey ||
        (known.environment === form.environment &&
          health.phoneNumberId !== undefined &&
          known.phoneNumberId === health.phoneNumberId),
    );
  }

  private newNumber(form: ConnectForm, health: NumberHealth, previous: Webhook): ConnectedNumber {
    return {
      id: randomUUID(),
      ...{ environment: form.environment, apiKey: form.apiKey, departmentId: form.departmentId },
      ...{ messages: form.messages, phoneNumberId: health.phoneNumberId, verifiedName: health.verifiedName },
      displayNumber: health.displayNumber ?? '',
      webhookSecret: randomBytes(32).toString('hex'),
      previousWebhook: previous.url ? previous : undefined,
      connectedAt: this.clock.now(),
    };
  }

  /** Sets our webhook and reads it back, since another tool may set it as well. */
  private async takeWebhook(number: ConnectedNumber, api: WhatsAppApi): Promise<Result<void>> {
    const ours: Webhook = {
      url: await this.workspace.webhookUrl(number.id),
      headers: { [WEBHOOK_SECRET_HEADER]: number.webhookSecret },
    };
    const set = await api.setWebhook(ours);
    if (!set.ok) {
      return set;
    }
    const read = await api.webhook();
    if (!read.ok) {
      return read;
    }
    return read.value.url === ours.url && secretOf(read.value) === number.webhookSecret
      ? ok(undefined)
      : failed(notKept());
  }

  private async giveBack(previous: Webhook, api: WhatsAppApi): Promise<void> {
    if (!previous.url) {
      return;
    }
    const restored = await api.setWebhook(previous);
    if (!restored.ok) {
      this.log.warn('The earlier webhook of a number could not be restored', {
        reason: restored.failure.log,
      });
    }
  }
}

function refuse(failure: Failure): ConnectResult {
  return { ok: false, refusal: { apiKey: failure.human } };
}

/** Header names come back in any case. */
function secretOf({ headers }: Webhook): string | undefined {
  const entry = Object.entries(headers).find(
    ([name]) => name.toLowerCase() === WEBHOOK_SECRET_HEADER.toLowerCase(),
  );
  return entry?.[1];
}

/** 360dialog delivers to public https hosts on the default port, without an underscore in the name. */
function whyUnreachable(webhookUrl: string): Text | undefined {
  const url = URL.canParse(webhookUrl) ? new URL(webhookUrl) : undefined;
  const shown = { url: url?.origin ?? webhookUrl };
  if (url?.protocol !== 'https:' || url.port) {
    return text('connect.urlNotHttps', shown);
  }
  if (url.hostname.includes('_') || isPrivate(url.hostname)) {
    return text('connect.urlPrivate', shown);
  }
  return undefined;
}

function isPrivate(hostname: string): boolean {
  return (
    !hostname.includes('.') ||
    /\.(localhost|local|internal|lan)$/.test(hostname) ||
    /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
  );
}

function notKept(): Failure {
  return {
    ...{ code: 'webhook-not-kept', scope: 'channel', retryable: false },
    human: text('connect.webhookNotKept'),
    log: '360dialog does not hold the webhook that was set',
  };
}
