import { randomBytes, randomUUID } from 'node:crypto';

import type { Failure } from '../domain/failure';
import type { NumberHealth } from '../domain/health';
import type { AutomaticMessages, ConnectedNumber, Environment, Webhook } from '../domain/number';
import { paceOf, type PaceField, type PaceForm } from '../domain/pace';
import { text, type Text } from '../domain/text';
import { checkPace, checkTexts } from './numberChecks';
import type { Clock, Log, Numbers, WhatsAppApis, Workspace } from './ports';
import type { WebhookKeeper } from './webhookKeeper';

export interface ConnectForm {
  apiKey: string;
  environment: Environment;
  departmentId?: string;
  messages: AutomaticMessages;
  /** Only of numbers that are connected. */
  pace?: PaceForm;
}

export type ConnectField =
  Exclude<keyof ConnectForm, 'messages' | 'pace'> | keyof AutomaticMessages | PaceField;

/** Why a form was refused, at the field where it can be mended. */
export type Refusal = Partial<Record<ConnectField, Text>>;

export type ConnectResult = { ok: true; number: ConnectedNumber } | { ok: false; refusal: Refusal };

export interface Disconnected {
  number: ConnectedNumber;
  /** Whether the number's webhook leads where it led before it was connected. */
  restored: boolean;
}

/** Connects, changes and disconnects numbers: all steps of it, or none. */
export class ConnectionService {
  constructor(
    private readonly numbers: Numbers,
    private readonly workspace: Workspace,
    private readonly webhooks: WebhookKeeper,
    private readonly apis: WhatsAppApis,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

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
    const connected = await this.keep(this.newNumber(form, health.value, previous.value), previous.value);
    if (connected.ok) {
      this.log.info('A number was connected', { number: connected.number.id, environment: form.environment });
    }
    return connected;
  }

  /** Changes a number. Without a key the known one stays; a new one must belong to the same number. */
  async edit(id: string, form: ConnectForm): Promise<ConnectResult> {
    const number = await this.numbers.byId(id, { fresh: true });
    if (!number) {
      return { ok: false, refusal: { apiKey: text('edit.gone') } };
    }
    const { apiKey } = form;
    const refusal = await this.check({ ...form, apiKey: apiKey || number.apiKey });
    if (refusal) {
      return { ok: false, refusal };
    }
    const changed = {
      ...number,
      departmentId: form.departmentId,
      messages: form.messages,
      pace: paceOf(form.pace ?? {}),
    };
    if (!apiKey || (apiKey === number.apiKey && form.environment === number.environment)) {
      await this.numbers.save(changed);
      return { ok: true, number: changed };
    }
    const health = await this.apis(form).health();
    if (!health.ok) {
      return refuse(health.failure);
    }
    const { phoneNumberId } = health.value;
    if (number.phoneNumberId && phoneNumberId !== number.phoneNumberId) {
      return { ok: false, refusal: { apiKey: text('edit.otherNumber', { number: number.displayNumber }) } };
    }
    return this.keep({ ...changed, apiKey, environment: form.environment }, number.previousWebhook);
  }

  /** Forgets a number and gives its webhook back, unless somebody else has taken it meanwhile. */
  async disconnect(id: string): Promise<Disconnected | undefined> {
    const number = await this.numbers.byId(id, { fresh: true });
    if (!number) {
      return undefined;
    }
    await this.numbers.remove(id);
    const restored = await this.release(number);
    this.log.info('A number was disconnected', { number: id, restored });
    return { number, restored };
  }

  /** Gives the webhooks of all numbers back, side by side; their records go with the app. */
  async releaseAll(): Promise<Disconnected[]> {
    const numbers = await this.numbers.all();
    return Promise.all(numbers.map(async (number) => ({ number, restored: await this.release(number) })));
  }

  /** @returns whether the webhook leads where it led before, or where somebody else has led it meanwhile */
  private async release(number: ConnectedNumber): Promise<boolean> {
    const api = this.apis(number);
    const found = await this.webhooks.find(number, api);
    const isTaken = found.ok && found.value.finding.state === 'taken';
    return isTaken || this.webhooks.giveBack(number.previousWebhook, api);
  }

  /** What can be said of a form without asking 360dialog. */
  private async check(form: ConnectForm): Promise<Refusal | undefined> {
    if (!form.apiKey) {
      return { apiKey: text('connect.keyMissing') };
    }
    if (/\s/.test(form.apiKey)) {
      return { apiKey: text('connect.keyMalformed') };
    }
    if (form.departmentId && !(await this.workspace.departmentName(form.departmentId))) {
      return { departmentId: text('connect.departmentGone') };
    }
    const wrong = { ...checkTexts(form.messages), ...checkPace(form.pace) };
    if (Object.keys(wrong).length > 0) {
      return wrong;
    }
    const unreachable = await this.webhooks.whyUnreachable();
    return unreachable && { apiKey: unreachable };
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
      environment: form.environment,
      apiKey: form.apiKey,
      departmentId: form.departmentId,
      messages: form.messages,
      phoneNumberId: health.phoneNumberId,
      verifiedName: health.verifiedName,
      displayNumber: health.displayNumber ?? SANDBOX_NUMBER,
      webhookSecret: randomBytes(32).toString('hex'),
      previousWebhook: previous.url ? previous : undefined,
      connectedAt: this.clock.now(),
    };
  }

  /** Takes the webhook over and stores the number, or leaves both as they were. */
  private async keep(number: ConnectedNumber, previous: Webhook | undefined): Promise<ConnectResult> {
    const api = this.apis(number);
    const taken = await this.webhooks.take(number, api);
    if (!taken.ok) {
      await this.webhooks.giveBack(previous, api);
      return refuse(taken.failure);
    }
    try {
      await this.numbers.save(number);
    } catch (error) {
      await this.webhooks.giveBack(previous, api);
      throw error;
    }
    return { ok: true, number };
  }
}

/** The number that all users of the sandbox share; the sandbox itself need not tell it. 360dialog: sandbox. */
const SANDBOX_NUMBER = '+551146733492';

function refuse(failure: Failure): ConnectResult {
  return { ok: false, refusal: { apiKey: failure.human } };
}
