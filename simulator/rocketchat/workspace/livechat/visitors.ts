import type { VisitorDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { EventSender } from '../events';
import { randomId } from '../randomId';
import type { Settings } from '../settings';
import { withoutUndefined } from '../withoutUndefined';
import type { Departments } from './departments';

export interface Guest {
  id?: string;
  token: string;
  name?: string;
  username?: string;
  /** Id or name. */
  department?: string;
  phone?: string;
  email?: string;
  /** Default `online`. */
  status?: string;
}

export interface ExternalId {
  entityId: string;
  metadata?: Record<string, unknown>;
}

/** The people outside, over all channels. */
export class Visitors {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly departments: Departments,
  ) {}

  /**
   * Registers or updates a visitor. Who it is goes by, in this order: the token; the phone number, literally, over
   * all channels (that visitor keeps its token, the guest's is dropped); the e-mail address (that visitor gets the
   * guest's token); else it is a new one. Name, phone and e-mail replace what was there.
   * @throws Error `error-invalid-token`, `error-invalid-department`, `error-invalid-email`
   */
  async register(guest: Guest): Promise<VisitorDoc> {
    if (!guest.token) {
      throw new Error('error-invalid-token');
    }
    const email = guest.email?.trim().toLowerCase();
    if (email && !/^[^@\s]+@[^@\s]+$/.test(email)) {
      throw new ServerError('error-invalid-email', `Invalid email ${email}`);
    }
    const department = guest.department ? await this.departments.byIdOrName(guest.department) : undefined;
    if (department === null) {
      throw new Error('error-invalid-department');
    }
    const data = withoutUndefined<Partial<VisitorDoc>>({
      status: guest.status ?? 'online',
      name: guest.name || undefined,
      phone: guest.phone ? [{ phoneNumber: guest.phone }] : undefined,
      visitorEmails: email ? [{ address: email }] : undefined,
      department: department?._id,
    });
    const known = await this.identify(guest, email);
    if (known) {
      return this.save(known.id, { ...data, token: known.token });
    }
    const username = guest.username || `guest-${await this.settings.increment('Livechat_guest_count')}`;
    const fresh = { ...data, token: guest.token, username, ts: new Date() };
    return this.save(guest.id ?? randomId(), fresh);
  }

  async byId(id: string): Promise<VisitorDoc | null> {
    return this.store.visitors.findOneAsync({ _id: id });
  }

  async byToken(token: string): Promise<VisitorDoc | null> {
    return this.store.visitors.findOneAsync({ token });
  }

  async byEmail(address: string): Promise<VisitorDoc | null> {
    return this.store.visitors.findOneAsync({ 'visitorEmails.address': address.toLowerCase() });
  }

  async byPhone(phoneNumber: string): Promise<VisitorDoc | null> {
    return this.store.visitors.findOneAsync({ 'phone.phoneNumber': phoneNumber });
  }

  async all(): Promise<VisitorDoc[]> {
    return this.store.visitors.findAsync({});
  }

  /** What an agent changes at a visitor. */
  async saveGuest(id: string, guest: { name?: string; email?: string; phone?: string }): Promise<void> {
    const changes = withoutUndefined({
      name: guest.name,
      phone: guest.phone ? [{ phoneNumber: guest.phone }] : undefined,
      visitorEmails: guest.email ? [{ address: guest.email }] : undefined,
      _updatedAt: new Date(),
    });
    await this.store.visitors.updateAsync({ _id: id }, { $set: changes });
    this.events.post('IPostLivechatGuestSaved', id);
  }

  /** Finds a visitor by an id of another system (whichever app gave it), else by phone or e-mail; makes none. */
  async resolve(
    appId: string,
    externalId: ExternalId,
    contact: { phone?: string; email?: string } = {},
  ): Promise<VisitorDoc | null> {
    const known: VisitorDoc | null = await this.store.visitors.findOneAsync({
      'externalIds.entityId': externalId.entityId,
    });
    if (known) {
      return known;
    }
    const visitor =
      (contact.phone ? await this.byPhone(contact.phone) : null) ??
      (contact.email ? await this.byEmail(contact.email) : null);
    return visitor && this.setExternalId(visitor._id, appId, externalId);
  }

  /** Replaces what this app called the visitor before. */
  async setExternalId(visitorId: string, appId: string, externalId: ExternalId): Promise<VisitorDoc | null> {
    const visitor = await this.byId(visitorId);
    if (!visitor) {
      return null;
    }
    const others = (visitor.externalIds ?? []).filter((entry) => entry.appId !== appId);
    return this.save(visitorId, { externalIds: [...others, { appId, ...externalId }] });
  }

  private async identify(guest: Guest, email?: string): Promise<{ id: string; token: string } | undefined> {
    const byToken = await this.byToken(guest.token);
    if (byToken) {
      return { id: byToken._id, token: byToken.token };
    }
    const byPhone = guest.phone ? await this.byPhone(guest.phone) : null;
    if (byPhone) {
      return { id: byPhone._id, token: byPhone.token };
    }
    const byEmail = email ? await this.byEmail(email) : null;
    return byEmail ? { id: byEmail._id, token: guest.token } : undefined;
  }

  private async save(id: string, fields: Partial<VisitorDoc>): Promise<VisitorDoc> {
    await this.store.visitors.updateAsync(
      { _id: id },
      { $set: { ...fields, _updatedAt: new Date() } },
      { upsert: true },
    );
    return this.store.visitors.findOneAsync({ _id: id });
  }
}
