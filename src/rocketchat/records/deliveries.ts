import type { DeliveryUpdate } from '../../domain/delivery';
import type { Deliveries } from '../../services/delivery/ports';
import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** One small record for each status of a message: two servers that learn of two statuses at once lose neither. */
export class DeliveryRecords implements Deliveries {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async record(update: DeliveryUpdate, group?: string): Promise<void> {
    const keys = [`delivery:${update.wamid}`, ...(group ? [groupKey(group)] : [])];
    await this.records.add([...keys, dayKey(this.clock.now())], update);
  }

  of(wamid: string): Promise<DeliveryUpdate[]> {
    return this.records.find<DeliveryUpdate>(`delivery:${wamid}`);
  }

  ofGroup(group: string): Promise<DeliveryUpdate[]> {
    return this.records.find<DeliveryUpdate>(groupKey(group));
  }
}

function groupKey(group: string): string {
  return `deliveries:${group}`;
}
