import type { ConnectedNumber } from '../domain/number';
import type { MessageVariants } from './languages/ports';
import type { Locks, Log, Numbers, WhatsAppApis } from './ports';
import type { WebhookKeeper } from './webhookKeeper';

export interface Disconnected {
  number: ConnectedNumber;
  /** Whether the number's webhook leads where it led before it was connected. */
  restored: boolean;
}

interface DisconnectionPorts {
  apis: WhatsAppApis;
  locks: Locks;
  log: Log;
  numbers: Numbers;
  variants: Pick<MessageVariants, 'removeAll'>;
  webhooks: WebhookKeeper;
}

/** Forgets numbers and gives their webhooks back, unless somebody else has taken them meanwhile. */
export class DisconnectionService {
  constructor(private readonly ports: DisconnectionPorts) {}

  /** Not while the number is being changed: what is saved after that would connect it again. */
  disconnect(id: string): Promise<Disconnected | undefined> {
    return this.ports.locks.hold(`number:${id}`, () => this.disconnectAlone(id));
  }

  private async disconnectAlone(id: string): Promise<Disconnected | undefined> {
    const { log, numbers, variants } = this.ports;
    const number = await numbers.byId(id, { fresh: true });
    if (!number) {
      return undefined;
    }
    await numbers.remove(id);
    await variants.removeAll(id);
    const restored = await this.release(number);
    log.info('A number was disconnected', { number: id, restored });
    return { number, restored };
  }

  /** Gives the webhooks of all numbers back, side by side; their records go with the app. */
  async releaseAll(): Promise<Disconnected[]> {
    const numbers = await this.ports.numbers.all();
    return Promise.all(numbers.map(async (number) => ({ number, restored: await this.release(number) })));
  }

  /** @returns whether the webhook leads where it led before, or where somebody else has led it meanwhile */
  private async release(number: ConnectedNumber): Promise<boolean> {
    const { apis, webhooks } = this.ports;
    const api = apis(number);
    const found = await webhooks.find(number, api);
    const isTaken = found.ok && found.value.finding.state === 'taken';
    return isTaken || webhooks.giveBack(number.previousWebhook, api);
  }
}
