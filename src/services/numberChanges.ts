import type { ConnectedNumber } from '../domain/number';
import { paceOf } from '../domain/pace';
import { text } from '../domain/text';
import { refuse, type ConnectForm, type ConnectResult } from './connectionForm';
import type { Replacements } from './earlierWebhook';
import { checkForm, checkKey } from './numberChecks';
import type { Locks, Numbers, WhatsAppApi, WhatsAppApis, Workspace } from './ports';
import { takeOver } from './takeover';
import type { WebhookKeeper } from './webhookKeeper';

interface ChangePorts {
  apis: WhatsAppApis;
  locks: Locks;
  numbers: Numbers;
  replacements: Replacements;
  webhooks: WebhookKeeper;
  workspace: Workspace;
}

/** Changes numbers: all of what was entered, or nothing. */
export class NumberChanges {
  constructor(private readonly ports: ChangePorts) {}

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
    const refusal = await checkForm(
      { ...form, apiKey: apiKey || number.apiKey },
      this.ports,
      number.departmentId,
    );
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
   * Tells what a number's own texts are written in.
   * @param language WhatsApp's code; without one it is the language of the workspace
   */
  stateLanguage(id: string, language?: string): Promise<void> {
    const { locks, numbers } = this.ports;
    return locks.hold(`number:${id}`, async () => {
      const number = await numbers.byId(id, { fresh: true });
      await (number && numbers.save({ ...number, language }));
    });
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
      return takeOver(number, current, this.ports);
    }
    const question = await replacements.question(userId, number, current);
    return question
      ? { ok: false, question }
      : takeOver({ ...number, previousWebhook: current }, current, this.ports);
  }
}
