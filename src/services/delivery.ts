import { furthest, type DeliveryUpdate } from '../domain/delivery';
import { failureOf } from '../whatsapp/errors';
import { readOutboxKey } from './outbox';
import type { Deliveries, Links, Notices } from './ports';

/** Meta's code for "something went wrong", for failures that come without a reason. */
const UNKNOWN_ERROR = 131000;

/** What became of the messages that we sent. */
export class DeliveryService {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly links: Links,
    private readonly notices: Notices,
  ) {}

  /** Messages that were sent elsewhere over the same number are nobody's business here and leave no record. */
  async update(update: DeliveryUpdate): Promise<void> {
    const message = readOutboxKey(update.callbackData) ?? (await this.links.byWamid(update.wamid));
    if (!message) {
      return;
    }
    await this.deliveries.record(update);
    if (update.status !== 'failed') {
      return;
    }
    const known = await this.deliveries.of(update.wamid);
    if (furthest(known.map(({ status }) => status)) === 'failed') {
      const [error] = update.errors ?? [];
      await this.notices.undelivered(message, failureOf(error?.code ?? UNKNOWN_ERROR, error?.details ?? ''));
    }
  }
}
