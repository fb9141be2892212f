import { createHash, randomBytes, randomUUID } from 'node:crypto';

import type { NumberHealth } from '../domain/health';
import type { ConnectedNumber, Webhook } from '../domain/number';
import { text } from '../domain/text';
import { refuse, type ConnectForm, type ConnectResult } from './connectionForm';
import type { Replacements } from './earlierWebhook';
import { checkForm } from './numberChecks';
import type { Clock, Locks, Log, Numbers, WhatsAppApis, Workspace } from './ports';
import { takeOver } from './takeover';
import type { WebhookKeeper } from './webhookKeeper';

interface ConnectionPorts {
  apis: WhatsAppApis;
  clock: Clock;
  locks: Locks;
  log: Log;
  numbers: Numbers;
  replacements: Replacements;
  webhooks: WebhookKeeper;
  workspace: Workspace;
}

/** Connects numbers: all steps of it, or none. */
export class ConnectionService {
  constructor(private readonly ports: ConnectionPorts) {}

  /**
   * Checks the key, takes over the number's webhook, and stores the number; takes nothing over that it cannot keep.
   * @param userId who wants it
   */
  async connect(form: ConnectForm, userId: string): Promise<ConnectResult> {
    const { apis, locks } = this.ports;
    const refusal = await checkForm(form, this.ports);
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
    const connected = await takeOver(number, current, this.ports);
    if (connected.ok) {
      log.info('A number was connected', { number: number.id, environment: form.environment });
    }
    return connected;
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
}

/** The number that all users of the sandbox share; the sandbox itself need not tell it. 360dialog: sandbox. */
const SANDBOX_NUMBER = '+551146733492';

/** What is the same for whoever connects the same number. All users of the sandbox have one number, but not one key. */
function connectKey({ apiKey, environment }: ConnectForm, { phoneNumberId }: NumberHealth): string {
  const key = createHash('sha256').update(apiKey).digest('hex');
  return `connect:${environment === 'production' ? (phoneNumberId ?? key) : key}`;
}
