import { createHash, randomBytes, randomUUID } from 'node:crypto';

import type { Failure } from '../domain/failure';
import type { NumberHealth } from '../domain/health';
import type { AutomaticMessages, ConnectedNumber, Environment, Webhook } from '../domain/number';
import { paceOf, type PaceField, type PaceForm } from '../domain/pace';
import { text, type Text } from '../domain/text';
import type { Replacements, ReplaceQuestion } from './earlierWebhook';
import { checkKey, checkPace, checkTexts } from './numberChecks';
import type { Clock, Locks, Log, Numbers, WhatsAppApi, WhatsAppApis, Workspace } from './ports';
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

export type ConnectResult =
  | { ok: true; number: ConnectedNumber }
  | { ok: false; refusal: Refusal }
  /** Nothing is changed until whoever entered the form agrees by submitting it again. */
  | { ok: false; question: ReplaceQuestion };

export interface ConnectionPorts {
  apis: WhatsAppApis;
  clock: Clock;
  locks: Locks;
  log: Log;
  numbers: Numbers;
  replacements: Replacements;
  webhooks: WebhookKeeper;
  workspace: Workspace;
}

/** Connects and changes numbers: all steps of it, or none. */
export class ConnectionService {
  constructor(private readonly ports: ConnectionPorts) {}

  /**
   * Checks the key, takes over the number's webhook, and stores the number; takes nothing over that it cannot keep.
   * @param userId who wants it
   */
  async connect(form: ConnectForm, userId: string): Promise<ConnectResult> {
    const { apis, locks } = this.ports;
    const refusal = await this.check(form);
    if (refusal) {
      return { ok: false, refusal };
    }
    const api = apis(form);
    const [health, current] = await Promise.all([api.health(), api.webhook()]);
    if (!health.ok) {
      return refuse(health.failure);
    }
    if (!current.ok) {
      return refuse(current.failure);
    }
    return locks.hold(connectKey(form, health.value), () =>
      this.connectAlone(form, { health: health.value, current: current.value }, userId),
    );
  }

  /** While nobody else connects the same number, on whichever server. */
  private async connectAlone(
    form: ConnectForm,
    { health, current }: { health: NumberHealth; current: Webhook },
    userId: string,
  ): Promise<ConnectResult> {
    const { log, replacements, webhooks } = this.ports;
    if (await this.isConnected(form, health)) {
      return { ok: false, refusal: { apiKey: text('connect.twice') } };
    }
    const isElsewhere = await webhooks.leadsElsewhere(current);
    const number = this.newNumber(form, health, isElsewhere ? current : undefined);
    const question = isElsewhere ? await replacements.question(userId, number, current) : undefined;
    if (question) {
      return { ok: false, question };
    }
    const connected = await this.keep(number, current);
    if (connected.ok) {
      log.info('A number was connected', { number: number.id, environment: form.environment });
    }
    return connected;
  }

  /**
   * Changes a number. Without a key the known one stays; a new one must belong to the same number.
   * @param userId who wants it
   */
  edit(id: string, form: ConnectForm, userId: string): Promise<ConnectResult> {
    return this.ports.locks.hold(`number:${id}`, () => this.editAlone(id, form, userId));
  }

  private async editAlone(id: string, form: ConnectForm, userId: string): Promise<ConnectResult> {
    const { numbers } = this.ports;
    const number = await numbers.byId(id, { fresh: true });
    if (!number) {
      return { ok: false, refusal: { apiKey: text('edit.gone') } };
    }
    const { apiKey } = form;
    const refusal = await this.check({ ...form, apiKey: apiKey || number.apiKey }, number.departmentId);
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
      await numbers.save(changed);
      return { ok: true, number: changed };
    }
    return this.changeKey(changed, { apiKey, environment: form.environment }, userId);
  }

  /**
   * Gives a number another key of its own, and sets its webhook again, under the present key as well.
   * @param userId who wants it
   */
  refreshKey(id: string, apiKey: string, userId: string): Promise<ConnectResult> {
    return this.ports.locks.hold(`number:${id}`, () => this.refreshKeyAlone(id, apiKey, userId));
  }

  private async refreshKeyAlone(id: string, apiKey: string, userId: string): Promise<ConnectResult> {
    const number = await this.ports.numbers.byId(id, { fresh: true });
    if (!number) {
      return { ok: false, refusal: { apiKey: text('edit.gone') } };
    }
    const wrong = checkKey(apiKey) ?? (await this.ports.webhooks.whyUnreachable());
    return wrong
      ? { ok: false, refusal: { apiKey: wrong } }
      : this.changeKey(number, { apiKey, environment: number.environment }, userId);
  }

  private async changeKey(
    number: ConnectedNumber,
    credentials: Pick<ConnectedNumber, 'apiKey' | 'environment'>,
    userId: string,
  ): Promise<ConnectResult> {
    const api = this.ports.apis(credentials);
    const health = await api.health();
    if (!health.ok) {
      return refuse(health.failure);
    }
    const { phoneNumberId } = health.value;
    if (number.phoneNumberId && phoneNumberId !== number.phoneNumberId) {
      return { ok: false, refusal: { apiKey: text('edit.otherNumber', { number: number.displayNumber }) } };
    }
    return this.keepKey({ ...number, ...credentials }, api, userId);
  }

  /** Stores a number with another key, and sets the webhook again: a new key may have cleared it. */
  private async keepKey(number: ConnectedNumber, api: WhatsAppApi, userId: string): Promise<ConnectResult> {
    const { replacements, webhooks } = this.ports;
    const found = await webhooks.find(number, api);
    if (!found.ok) {
      return refuse(found.failure);
    }
    const { finding, current } = found.value;
    if (finding.state !== 'taken') {
      return this.keep(number, current);
    }
    const question = await replacements.question(userId, number, current);
    return question ? { ok: false, question } : this.keep({ ...number, previousWebhook: current }, current);
  }

  /**
   * What can be said of a form without asking 360dialog.
   * @param present the department that the number has, which may stay while it has no agents
   */
  private async check(form: ConnectForm, present?: string): Promise<Refusal | undefined> {
    const { webhooks, workspace } = this.ports;
    const wrongKey = checkKey(form.apiKey);
    if (wrongKey) {
      return { apiKey: wrongKey };
    }
    const { departmentId } = form;
    const isGone =
      departmentId === present
        ? departmentId && (await workspace.isDepartmentGone(departmentId))
        : departmentId && !(await workspace.departmentName(departmentId));
    if (isGone) {
      return { departmentId: text('connect.departmentGone') };
    }
    const wrong = { ...checkTexts(form.messages), ...checkPace(form.pace) };
    if (Object.keys(wrong).length > 0) {
      return wrong;
    }
    const unreachable = await webhooks.whyUnreachable();
    return unreachable && { apiKey: unreachable };
  }

  private async isConnected(form: ConnectForm, health: NumberHealth): Promise<boolean> {
    const numbers = await this.ports.numbers.all();
    return numbers.some(
      (known) =>
        known.apiKey === form.apiKey ||
        (known.environment === form.environment &&
          health.phoneNumberId !== undefined &&
          known.phoneNumberId === health.phoneNumberId),
    );
  }

  private newNumber(form: ConnectForm, health: NumberHealth, previous?: Webhook): ConnectedNumber {
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
      previousWebhook: previous,
      connectedAt: this.ports.clock.now(),
    };
  }

  /** Takes the webhook over and stores the number, or leaves both as they were. */
  private async keep(number: ConnectedNumber, current: Webhook): Promise<ConnectResult> {
    const { apis, numbers, webhooks } = this.ports;
    const api = apis(number);
    const taken = await webhooks.take(number, api);
    if (!taken.ok) {
      await webhooks.giveBack(current, api);
      return refuse(taken.failure);
    }
    try {
      await numbers.save(number);
    } catch (error) {
      await webhooks.giveBack(current, api);
      throw error;
    }
    return { ok: true, number };
  }
}

/** The number that all users of the sandbox share; the sandbox itself need not tell it. 360dialog: sandbox. */
const SANDBOX_NUMBER = '+551146733492';

/** What is the same for whoever connects the same number. All users of the sandbox have one number, but not one key. */
function connectKey({ apiKey, environment }: ConnectForm, { phoneNumberId }: NumberHealth): string {
  const key = createHash('sha256').update(apiKey).digest('hex');
  return `connect:${environment === 'production' ? (phoneNumberId ?? key) : key}`;
}

function refuse(failure: Failure): ConnectResult {
  return { ok: false, refusal: { apiKey: failure.human } };
}
