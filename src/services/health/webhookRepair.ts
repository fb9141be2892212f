import { failed, type Failure, type Result } from '../../domain/failure';
import type { WebhookFinding } from '../../domain/health';
import { nameOf, type ConnectedNumber } from '../../domain/number';
import { text, type Text } from '../../domain/text';
import type { Locks, NoticeAction, Notices, Numbers, WhatsAppApi, WhatsAppApis, Workspace } from '../ports';
import type { FoundWebhook, WebhookKeeper } from '../webhookKeeper';
import type { Alarms } from './alarms';
import type { Twins } from './ports';

/** Action id of the button that sets our webhook in the place of another system's. */
export const TAKE_BACK = 'webhook-take-back';

interface RepairPorts {
  alarms: Alarms;
  apis: WhatsAppApis;
  locks: Locks;
  notices: Notices;
  numbers: Numbers;
  twins: Twins;
  webhooks: WebhookKeeper;
  workspace: Pick<Workspace, 'webhookUrl'>;
}

/**
 * Sets a number's webhook again where nobody else can want it otherwise: when it is gone, and when the workspace has
 * another address. What another system has taken is left to the admins.
 */
export class WebhookRepair {
  constructor(private readonly ports: RepairPorts) {}

  /** @returns where the webhook leads after that */
  async mend(
    number: ConnectedNumber,
    { finding, current }: FoundWebhook,
    api: WhatsAppApi,
  ): Promise<WebhookFinding> {
    switch (finding.state) {
      case 'ours':
        await this.allWell(number.id);
        return finding;
      case 'empty':
      case 'damaged':
        return this.set(number, finding, api, text('health.webhookSetAgain', shown(number)));
      case 'moved':
        return this.follow(number, { finding, current }, api);
      case 'taken':
        await this.ask(number, finding, 'health.webhookTaken');
        return finding;
    }
  }

  /** Sets our webhook, whoever has it now. Fails for a number that is not connected any more. */
  async takeBack(numberId: string): Promise<Result<void>> {
    const number = await this.ports.numbers.byId(numberId, { fresh: true });
    if (!number) {
      return failed(gone());
    }
    const unreachable = await this.ports.webhooks.whyUnreachable();
    if (unreachable) {
      return failed(noAddress(unreachable));
    }
    const taken = await this.ports.webhooks.take(number, this.ports.apis(number));
    if (taken.ok) {
      await this.allWell(numberId);
    }
    return taken;
  }

  /** The webhook leads to where this workspace was. */
  private async follow(
    number: ConnectedNumber,
    { finding, current }: FoundWebhook,
    api: WhatsAppApi,
  ): Promise<WebhookFinding> {
    const { alarms, twins, webhooks, workspace } = this.ports;
    const { host = '' } = finding;
    const reason = await webhooks.whyUnreachable();
    if (reason) {
      const trouble = { numberId: number.id, topic: 'address' as const, code: reason.key };
      await alarms.raise(trouble, text('health.addressUnreachable', { host, reason }));
      return finding;
    }
    if (await twins.answersAt(current.url)) {
      await this.ask(number, finding, 'health.webhookAtTwin');
      return finding;
    }
    const { host: newHost } = new URL(await workspace.webhookUrl(number.id));
    const news = text('health.webhookMoved', { ...shown(number), host: newHost });
    return this.set(number, finding, api, news);
  }

  private set(
    number: ConnectedNumber,
    finding: WebhookFinding,
    api: WhatsAppApi,
    news: Text,
  ): Promise<WebhookFinding> {
    return this.ports.locks.hold(`webhook:${number.id}`, () => this.setAlone(number, finding, api, news));
  }

  private async setAlone(
    number: ConnectedNumber,
    finding: WebhookFinding,
    api: WhatsAppApi,
    news: Text,
  ): Promise<WebhookFinding> {
    const { alarms, notices, numbers, webhooks } = this.ports;
    const known = await numbers.byId(number.id, { fresh: true });
    if (known?.apiKey !== number.apiKey) {
      // Disconnected, or given another key, since the check began: the next one sees to it.
      return finding;
    }
    const current = await webhooks.find(known, api);
    if (current.ok && current.value.finding.state === 'ours') {
      // Another server was faster, and has told of it.
      return current.value.finding;
    }
    const set = await webhooks.take(known, api);
    if (!set.ok) {
      const { code, human: reason } = set.failure;
      const trouble = { numberId: number.id, topic: 'webhook' as const, code: String(code) };
      await alarms.raise(trouble, text('health.webhookNotSet', { reason }));
      return finding;
    }
    await alarms.end({ numberId: number.id, topic: 'webhook' });
    await alarms.end({ numberId: number.id, topic: 'address' });
    await notices.toSetupRoom(news);
    return { state: 'ours' };
  }

  private async ask({ id }: ConnectedNumber, { host = '' }: WebhookFinding, sentence: string): Promise<void> {
    const action: NoticeAction = { id: TAKE_BACK, label: text('health.takeBack'), value: id };
    await this.ports.alarms.raise(
      { numberId: id, topic: 'webhook', code: `${sentence} ${host}` },
      text(sentence, { host }),
      action,
    );
  }

  private async allWell(numberId: string): Promise<void> {
    await this.ports.alarms.end({ numberId, topic: 'webhook' }, text('health.webhookBack'));
    await this.ports.alarms.end({ numberId, topic: 'address' });
  }
}

function shown(number: ConnectedNumber): { number: string } {
  return { number: nameOf(number) };
}

function noAddress(human: Text): Failure {
  return { code: 'no-address', scope: 'channel', retryable: false, human, log: 'The address is not public' };
}

function gone(): Failure {
  return {
    code: 'gone',
    scope: 'channel',
    retryable: false,
    human: text('edit.gone'),
    log: 'The number is not connected any more',
  };
}
