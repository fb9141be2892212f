import type { DeliveryUpdate } from '../../domain/delivery';
import type { ConnectedNumber } from '../../domain/number';
import type { DeliveryService } from '../delivery';
import { DONE, type EventHandler, type Handled } from './handler';

/** What became of messages that went out. */
export class Statuses implements EventHandler<DeliveryUpdate> {
  constructor(private readonly deliveries: DeliveryService) {}

  async handle(_number: ConnectedNumber, update: DeliveryUpdate): Promise<Handled> {
    await this.deliveries.update(update);
    return DONE;
  }
}
