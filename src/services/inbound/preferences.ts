import type { MarketingPreference } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import type { OptOuts } from '../optOut/optOuts';
import type { MarketingChoice } from '../optOut/ports';
import { DONE, type EventHandler, type Handled } from './handler';

/** What customers tell WhatsApp about marketing messages: kept on record, and told where they have an open room. */
export class Preferences implements EventHandler<MarketingPreference> {
  constructor(private readonly optOuts: OptOuts) {}

  async handle(number: ConnectedNumber, preference: MarketingPreference): Promise<Handled> {
    const { customer, wanted, at } = preference;
    const choice: MarketingChoice = { wanted, at, source: 'whatsapp' };
    if (await this.optOuts.choose(number, customer, choice)) {
      await this.optOuts.note(number, customer, choice);
    }
    return DONE;
  }
}
