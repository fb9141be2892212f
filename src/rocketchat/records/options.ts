import type { Options } from '../../services/ports';
import type { Records } from './records';

/** What the options that we offered stand for. */
export class OptionRecords implements Options {
  constructor(private readonly records: Records) {}

  async tapped(choiceId: string): Promise<{ value: string } | undefined> {
    return (await this.records.find<{ value: string }>(`option:${choiceId}`)).at(-1);
  }
}
