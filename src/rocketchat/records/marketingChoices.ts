import { randomUUID } from 'node:crypto';

import type { WhatsAppAddress } from '../../domain/contact';
import type { MarketingChoice, MarketingChoices, StoredChoice } from '../../services/optOut/ports';
import { canonicalForm } from '../../whatsapp/phone';
import type { Records } from './records';

/**
 * One record a choice, under each way in which the customer is known, since webhooks name one or the other. A new
 * choice is added before older ones go: of two that servers learn of at once the later one counts.
 */
export class MarketingChoiceRecords implements MarketingChoices {
  constructor(private readonly records: Records) {}

  async find(numberId: string, customer: WhatsAppAddress): Promise<StoredChoice | undefined> {
    return latest(await this.known(numberId, customer));
  }

  async byId(id: string): Promise<StoredChoice | undefined> {
    return (await this.records.find<StoredChoice>(idKey(id)))[0];
  }

  async all(numberId: string): Promise<StoredChoice[]> {
    const persons = new Map<string, StoredChoice>();
    const choices = await this.records.find<StoredChoice>(numberKey(numberId));
    for (const choice of choices.sort((a, b) => a.at - b.at)) {
      persons.set(choice.customer.userId ?? choice.customer.waId ?? '', choice);
    }
    return [...persons.values()];
  }

  async save(numberId: string, customer: WhatsAppAddress, choice: MarketingChoice): Promise<void> {
    const known = await this.known(numberId, customer);
    const addresses = [customer, ...known.reverse().map((one) => one.customer)];
    const names: WhatsAppAddress = {
      waId: addresses.find(({ waId }) => waId)?.waId,
      userId: addresses.find(({ userId }) => userId)?.userId,
    };
    const stored: StoredChoice = { ...choice, id: randomUUID(), numberId, customer: names };
    await this.records.add([numberKey(numberId), idKey(stored.id), ...nameKeys(numberId, names)], stored);
    for (const older of known.filter(({ at }) => at <= choice.at)) {
      await this.records.remove(idKey(older.id));
    }
  }

  private async known(numberId: string, customer: WhatsAppAddress): Promise<StoredChoice[]> {
    const found = await Promise.all(
      nameKeys(numberId, customer).map((key) => this.records.find<StoredChoice>(key)),
    );
    return [...new Map(found.flat().map((choice) => [choice.id, choice])).values()];
  }
}

function latest(choices: StoredChoice[]): StoredChoice | undefined {
  return choices.sort((a, b) => b.at - a.at)[0];
}

function numberKey(numberId: string): string {
  return `marketing:${numberId}`;
}

function idKey(id: string): string {
  return `marketing-choice:${id}`;
}

function nameKeys(numberId: string, { userId, waId }: WhatsAppAddress): string[] {
  const names = [userId, waId === undefined ? undefined : canonicalForm(waId)];
  return names.filter((name) => name !== undefined).map((name) => `marketing:${numberId}:${name}`);
}
