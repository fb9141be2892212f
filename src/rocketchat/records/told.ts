import { randomUUID } from 'node:crypto';

import type { Clock } from '../../services/ports';
import type { Told } from '../../services/outbound/ports';
import { dayKey, type Records } from './records';

export class ToldRecords implements Told {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async first(what: string): Promise<boolean> {
    const key = `told:${what}`;
    const teller = randomUUID();
    await this.records.add([key, dayKey(this.clock.now())], { teller });
    const [first] = await this.records.find<{ teller: string }>(key);
    return first?.teller === teller;
  }
}
