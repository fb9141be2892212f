import type { WhatsAppAddress } from '../../domain/contact';

/** Who said it: the customer by a word or to WhatsApp itself, or one of our managers. */
export type ChoiceSource = 'word' | 'whatsapp' | 'manager';

/** What a customer chose about marketing messages of a number. */
export interface MarketingChoice {
  wanted: boolean;
  /** Unix milliseconds: by WhatsApp's clock for customers, by ours for managers. */
  at: number;
  source: ChoiceSource;
  /** Username of the manager. */
  by?: string;
}

export interface StoredChoice extends MarketingChoice {
  id: string;
  numberId: string;
  customer: WhatsAppAddress;
}

/** Kept as long as the app: an opt-out does not age out. */
export interface MarketingChoices {
  /** The last choice of a person, by whichever of the ids. */
  find(numberId: string, customer: WhatsAppAddress): Promise<StoredChoice | undefined>;
  byId(id: string): Promise<StoredChoice | undefined>;
  /** The last choice of everybody who made one. */
  all(numberId: string): Promise<StoredChoice[]>;
  /** Under all ids by which the person was known before, too. */
  save(numberId: string, customer: WhatsAppAddress, choice: MarketingChoice): Promise<void>;
}
