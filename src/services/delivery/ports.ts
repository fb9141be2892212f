import type { DeliveryUpdate } from '../../domain/delivery';

/** What WhatsApp has told of each message that we sent. */
export interface Deliveries {
  record(update: DeliveryUpdate): Promise<void>;
  of(wamid: string): Promise<DeliveryUpdate[]>;
}
