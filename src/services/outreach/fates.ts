import type { DeliveryUpdate } from '../../domain/delivery';
import type { Outreach } from '../../domain/outreach';
import type { OutreachPlaces } from './places';
import type { Outreaches } from './ports';

/** What statuses tell of templates. */
export class OutreachFates {
  constructor(
    private readonly outreaches: Outreaches,
    private readonly places: Pick<OutreachPlaces, 'tie'>,
  ) {}

  /**
   * Notes who the template went to: the answer may come from an id that we did not send to.
   * @returns undefined when nothing is known of the template any more
   */
  async follow(id: string, { recipientUserId }: DeliveryUpdate): Promise<Outreach | undefined> {
    const outreach = await this.outreaches.byId(id);
    if (outreach && recipientUserId && outreach.to.userId !== recipientUserId) {
      const known = await this.outreaches.to(outreach.numberId, { userId: recipientUserId });
      if (!known.some((one) => one.id === id)) {
        await this.outreaches.alsoKnownAs(outreach, recipientUserId);
      }
    }
    return outreach;
  }

  /** A status told the wamid before 360dialog's answer did. */
  tie(id: string, wamid: string): Promise<void> {
    return this.places.tie(id, wamid);
  }
}
