import type { WhatsAppAddress } from '../../domain/contact';
import type { Failure } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { RoomNotes } from '../inbound/changes';
import type { Clock } from '../ports';
import type { MarketingChoice, MarketingChoices, StoredChoice } from './ports';

/** The category of templates that customers can refuse. Utility and authentication ones always reach them. */
const MARKETING = 'MARKETING';

/** Who wants no marketing messages of which number. */
export class OptOuts {
  constructor(
    private readonly choices: MarketingChoices,
    private readonly notes: RoomNotes,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the customer has chosen something later: webhooks overtake each other */
  async choose(
    number: ConnectedNumber,
    customer: WhatsAppAddress,
    choice: MarketingChoice,
  ): Promise<boolean> {
    const known = await this.choices.find(number.id, customer);
    if (known && known.at >= choice.at) {
      return false;
    }
    await this.choices.save(number.id, customer, choice);
    return true;
  }

  /** Tells the agents of the customer's open room, where there is one. */
  async note(number: ConnectedNumber, customer: WhatsAppAddress, choice: MarketingChoice): Promise<void> {
    const what = choice.wanted ? 'preference.resumed' : 'preference.stopped';
    const sentence = choice.by === undefined ? text(what) : text(`${what}By`, { user: choice.by });
    await this.notes.post(number, { customer }, sentence);
  }

  /** A manager writes down what a customer said elsewhere. */
  async decide(
    number: ConnectedNumber,
    customer: WhatsAppAddress,
    { wanted, by }: { wanted: boolean; by: string },
  ): Promise<void> {
    const known = await this.choices.find(number.id, customer);
    // WhatsApp's clock may be ahead of ours.
    const at = Math.max(this.clock.now(), (known?.at ?? 0) + 1);
    const choice: MarketingChoice = { wanted, by, source: 'manager', at };
    await this.choices.save(number.id, customer, choice);
    await this.note(number, customer, choice);
  }

  async hasStopped(numberId: string, customer: WhatsAppAddress): Promise<boolean> {
    return (await this.choices.find(numberId, customer))?.wanted === false;
  }

  /** Why a template of this category is not sent to somebody; undefined when it may be. */
  async objection(
    numberId: string,
    customer: WhatsAppAddress,
    category: string | undefined,
  ): Promise<Failure | undefined> {
    const isMarketing = category?.toUpperCase() === MARKETING;
    return isMarketing && (await this.hasStopped(numberId, customer)) ? optedOut() : undefined;
  }

  byId(id: string): Promise<StoredChoice | undefined> {
    return this.choices.byId(id);
  }

  /** Who has stopped, the last one first. */
  async stopped(numberId: string): Promise<StoredChoice[]> {
    const all = await this.choices.all(numberId);
    return all.filter(({ wanted }) => !wanted).sort((a, b) => b.at - a.at);
  }
}

function optedOut(): Failure {
  return {
    code: 'opted-out',
    scope: 'message',
    retryable: false,
    human: text('optOut.objection'),
    log: 'The customer wants no marketing messages',
  };
}
