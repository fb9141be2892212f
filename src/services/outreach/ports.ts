import type { WhatsAppAddress } from '../../domain/contact';
import type { Outreach } from '../../domain/outreach';

/** Templates that were sent, as long as the retention time lasts. */
export interface Outreaches {
  add(outreach: Outreach): Promise<void>;
  byId(id: string): Promise<Outreach | undefined>;
  /** All that went to a person over a number, by any of the person's ids, oldest first. */
  to(numberId: string, person: WhatsAppAddress): Promise<Outreach[]>;
  /** Notes what became of one that was added before. */
  save(outreach: Outreach): Promise<void>;
  /** Notes what else the person is called that it went to. */
  alsoKnownAs(outreach: Outreach, userId: string): Promise<void>;
}
