import type { DeliveryUpdate } from '../../domain/delivery';
import type { ConnectedNumber } from '../../domain/number';
import type { DeliveryService } from '../delivery';
import type { Counter } from '../health/counter';
import { DONE, type EventHandler, type Handled } from './handler';

/** What became of messages that went out. */
export class Statuses implements EventHandler<DeliveryUpdate> {
  constructor(
    private readonly deliveries: DeliveryService,
    private readonly counter: Pick<Counter, 'note'>,
  ) {}

  async handle(number: ConnectedNumber, update: DeliveryUpdate): Promise<Handled> {
    for (const what of await this.deliveries.update(update)) {
      this.counter.note(number.id, what);
    }
    return DONE;
  }
}
