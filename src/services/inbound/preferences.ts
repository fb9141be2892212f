import type { MarketingPreference } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { RoomNotes } from './changes';
import { DONE, type EventHandler, type Handled } from './handler';
import type { MarketingChoices } from './ports';

/** Whether customers want marketing messages: kept on record, and told where they have an open room. */
export class Preferences implements EventHandler<MarketingPreference> {
  constructor(
    private readonly choices: MarketingChoices,
    private readonly notes: RoomNotes,
  ) {}

  async handle(number: ConnectedNumber, preference: MarketingPreference): Promise<Handled> {
    const { customer, wanted, at } = preference;
    const known = await this.choices.find(number.id, customer);
    // Webhooks overtake each other: what the customer chose last counts.
    if (known && known.at >= at) {
      return DONE;
    }
    await this.choices.save(number.id, customer, { wanted, at });
    await this.notes.post(number, preference, text(wanted ? 'preference.resumed' : 'preference.stopped'));
    return DONE;
  }
}
