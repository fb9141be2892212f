import type { Store } from '../store';

/** What a server makes at its start, so that a look-up takes no longer in a full workspace than in an empty one. */
export async function ensureIndexes(store: Store): Promise<void> {
  const index = (fieldName: string) => ({ fieldName });
  await Promise.all([
    store.messages.ensureIndexAsync(index('rid')),
    store.messages.ensureIndexAsync(index('tmid')),
    store.rooms.ensureIndexAsync(index('v.token')),
    store.rooms.ensureIndexAsync(index('name')),
    store.subscriptions.ensureIndexAsync(index('rid')),
    store.subscriptions.ensureIndexAsync(index('u._id')),
    store.visitors.ensureIndexAsync(index('token')),
    store.visitors.ensureIndexAsync(index('phone.phoneNumber')),
    store.inquiries.ensureIndexAsync(index('rid')),
    store.contacts.ensureIndexAsync(index('channels.visitor.visitorId')),
    store.uploads.ensureIndexAsync(index('rid')),
  ]);
}
