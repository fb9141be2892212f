import type { DeliveryUpdate } from '../domain/delivery';
import type { Deliveries } from './delivery/ports';
import type { Links } from './ports';

/** What is known of one WhatsApp message that stands for a message of a room, or for a part of it. */
export interface PartInfo {
  wamid: string;
  direction: 'in' | 'out';
  /** By time. */
  updates: DeliveryUpdate[];
}

/** Looks up what a message of a room was sent as, and what became of it. */
export class MessageInfo {
  constructor(
    private readonly links: Links,
    private readonly deliveries: Deliveries,
  ) {}

  /** One entry a part; none for a message that WhatsApp does not know. */
  async of(messageId: string): Promise<PartInfo[]> {
    const links = new Map((await this.links.byMessageId(messageId)).map((link) => [link.wamid, link]));
    return Promise.all(
      [...links.values()].map(async ({ wamid, direction }) => {
        const updates = (await this.deliveries.of(wamid)).sort((a, b) => a.at - b.at);
        return { wamid, direction, updates };
      }),
    );
  }
}
