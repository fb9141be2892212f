import type { WhatsAppAddress } from '../../domain/contact';
import type { MarketingChoice, MarketingChoices } from '../../services/inbound/ports';
import { canonicalForm } from '../../whatsapp/phone';
import type { Records } from './records';

/** One record for each way in which the customer is known, since webhooks name one or the other. */
export class MarketingChoiceRecords implements MarketingChoices {
  constructor(private readonly records: Records) {}

  async find(numberId: string, customer: WhatsAppAddress): Promise<MarketingChoice | undefined> {
    const found = await Promise.all(
      keys(numberId, customer).map((key) => this.records.newest<MarketingChoice>(key)),
    );
    const choices = found.filter((choice) => choice !== undefined);
    return choices.sort((a, b) => b.at - a.at)[0];
  }

  async save(numberId: string, customer: WhatsAppAddress, choice: MarketingChoice): Promise<void> {
    await Promise.all(keys(numberId, customer).map((key) => this.records.put([key], choice)));
  }
}

function keys(numberId: string, { userId, waId }: WhatsAppAddress): string[] {
  const names = [userId, waId === undefined ? undefined : canonicalForm(waId)];
  return names.filter((name) => name !== undefined).map((name) => `marketing:${numberId}:${name}`);
}
