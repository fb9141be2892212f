import type { ContactDoc, RoomSource, VisitorDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import { randomId } from '../randomId';
import { withoutUndefined } from '../withoutUndefined';

/** A visitor on one channel of a contact. */
export interface ChannelOf {
  visitorId: string;
  source: Pick<RoomSource, 'type' | 'id'>;
}

/** Contacts: who a visitor of a channel is to the agents. */
export class Contacts {
  constructor(private readonly store: Store) {}

  async byId(id: string): Promise<ContactDoc | null> {
    return this.store.contacts.findOneAsync({ _id: id });
  }

  async all(): Promise<ContactDoc[]> {
    return this.store.contacts.findAsync({});
  }

  async byChannel(channel: ChannelOf): Promise<ContactDoc | null> {
    const contacts = await this.store.contacts.findAsync({ 'channels.visitor.visitorId': channel.visitorId });
    return contacts.find((contact) => channelOf(contact, channel)) ?? null;
  }

  /** The visitor's contact on a channel; made, as unknown and unverified, when there is none yet. */
  async ensure(visitor: VisitorDoc, source: RoomSource): Promise<ContactDoc> {
    const existing = await this.byChannel({ visitorId: visitor._id, source });
    if (existing) {
      return existing;
    }
    const now = new Date();
    return this.store.contacts.insertAsync<ContactDoc>(
      withoutUndefined({
        _id: randomId(),
        name: visitor.name || visitor.username,
        phones: visitor.phone,
        emails: visitor.visitorEmails,
        unknown: true,
        channels: [
          {
            name: source.label || source.type,
            visitor: {
              visitorId: visitor._id,
              source: withoutUndefined({ type: source.type, id: source.id }),
            },
            blocked: false,
            verified: false,
            details: source,
          },
        ],
        createdAt: now,
        _updatedAt: now,
      }),
    );
  }

  async isBlocked(channel: ChannelOf): Promise<boolean> {
    const contact = await this.byChannel(channel);
    return !!contact && channelOf(contact, channel)?.blocked === true;
  }

  async isVerified(channel: ChannelOf): Promise<boolean> {
    const contact = await this.byChannel(channel);
    return !!contact && channelOf(contact, channel)?.verified === true;
  }

  /** From now on neither a chat begins on the channel, nor does a message come in. */
  async block(channel: ChannelOf): Promise<void> {
    await this.change(channel, { blocked: true });
  }

  async unblock(channel: ChannelOf): Promise<void> {
    await this.change(channel, { blocked: false });
  }

  /** The contact proved to be who it says it is, on this channel. */
  async verify(channel: ChannelOf): Promise<void> {
    await this.change(channel, { verified: true }, { unknown: false });
  }

  /** @throws ServerError `error-contact-not-found` */
  async addEmail(id: string, address: string): Promise<ContactDoc> {
    const contact = await this.byId(id);
    if (!contact) {
      throw new ServerError('error-contact-not-found');
    }
    const emails = [...(contact.emails ?? []).filter((email) => email.address !== address), { address }];
    await this.store.contacts.updateAsync({ _id: id }, { $set: { emails, _updatedAt: new Date() } });
    return { ...contact, emails };
  }

  private async change(
    channel: ChannelOf,
    fields: { blocked?: boolean; verified?: boolean },
    ofContact: { unknown?: boolean } = {},
  ): Promise<void> {
    const contact = await this.byChannel(channel);
    if (!contact) {
      throw new ServerError('error-contact-not-found');
    }
    const changed = channelOf(contact, channel);
    const channels = contact.channels.map((other) => (other === changed ? { ...other, ...fields } : other));
    await this.store.contacts.updateAsync(
      { _id: contact._id },
      { $set: { ...ofContact, channels, _updatedAt: new Date() } },
    );
  }
}

function channelOf(
  contact: ContactDoc,
  { visitorId, source }: ChannelOf,
): ContactDoc['channels'][number] | undefined {
  return contact.channels.find(
    ({ visitor }) =>
      visitor.visitorId === visitorId &&
      visitor.source.type === source.type &&
      visitor.source.id === source.id,
  );
}
