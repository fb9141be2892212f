import type { VisitorDoc } from '../../documents';
import type { Store } from '../../store';
import type { Contacts } from './contacts';

/** What the server keeps of a visitor that was removed: the id, and what other systems call it. */
const FORGOTTEN = ['token', 'username', 'name', 'phone', 'visitorEmails', 'livechatData', 'department'];

/** Deletes contacts and visitors, with all that was said. */
export class Removal {
  constructor(
    private readonly store: Store,
    private readonly contacts: Contacts,
  ) {}

  /** @throws Error `error-contact-not-found`, `error-contact-has-open-rooms` */
  async contact(id: string): Promise<void> {
    const contact = await this.contacts.byId(id);
    if (!contact) {
      throw new Error('error-contact-not-found');
    }
    if ((await this.store.rooms.countAsync({ contactId: id, open: true })) > 0) {
      throw new Error('error-contact-has-open-rooms');
    }
    for (const { visitor } of contact.channels) {
      await this.visitor(visitor.visitorId);
    }
    await this.store.contacts.removeAsync({ _id: id }, {});
  }

  /**
   * On somebody's own wish, with open chats, too.
   * @throws Error `error-invalid-guest`
   */
  async visitor(visitorId: string): Promise<void> {
    const visitor: VisitorDoc | null = await this.store.visitors.findOneAsync({ _id: visitorId });
    if (!visitor || visitor.disabled) {
      throw new Error('error-invalid-guest');
    }
    const rooms = await this.store.rooms.findAsync({ t: 'l', 'v.token': visitor.token });
    const rids = rooms.map(({ _id }) => _id);
    const ofRooms = { rid: { $in: rids } };
    await this.store.subscriptions.removeAsync(ofRooms, { multi: true });
    await this.store.messages.removeAsync(ofRooms, { multi: true });
    await this.store.uploads.removeAsync(ofRooms, { multi: true });
    await this.store.inquiries.removeAsync(ofRooms, { multi: true });
    await this.store.rooms.removeAsync({ _id: { $in: rids } }, { multi: true });
    const $unset = Object.fromEntries(FORGOTTEN.map((field) => [field, true]));
    await this.store.visitors.updateAsync({ _id: visitorId }, { $set: { disabled: true }, $unset });
  }
}
