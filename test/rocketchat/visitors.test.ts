import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import { Visitors } from '../../src/rocketchat/visitors';

interface ExternalId {
  entityId: string;
  metadata?: Record<string, unknown>;
}

/** Visitors as the host keeps them: one a token, the fields that come replace those that were. */
class FakeHost {
  readonly visitors = new Map<string, Partial<IVisitor>>();
  readonly externalIds = new Map<string, ExternalId>();
  readonly customFields: Record<string, string> = {};
  readonly questions: unknown[] = [];
  /** Engines before 1.62 answer the call with an error. */
  knowsExternalIds = true;
  /** Fields that an admin has defined; the host refuses all others. */
  defined = ['whatsappId', 'whatsappUsername'];

  add(visitor: Partial<IVisitor> & { token: string }): void {
    this.visitors.set(visitor.token, visitor);
  }

  visitorsOf(): Visitors {
    const reader = { getLivechatVisitorByToken: this.byToken };
    const creator = { resolveVisitor: this.resolve, createAndReturnVisitor: this.save };
    const updater = { updateVisitorExternalId: this.setExternalId, setCustomFields: this.setCustomField };
    const read = { getLivechatReader: () => reader };
    const modify = {
      getCreator: () => ({ getLivechatCreator: () => creator }),
      getUpdater: () => ({ getLivechatUpdater: () => updater }),
    };
    return new Visitors(read as unknown as IRead, modify as unknown as IModify);
  }

  private readonly byToken = (token: string) => Promise.resolve(this.visitors.get(token));

  private readonly resolve = (id: ExternalId, contact?: { phone?: string }) => {
    this.questions.push([id, contact]);
    this.demandExternalIds();
    const all = [...this.visitors.values()];
    return Promise.resolve(
      all.find((visitor) => this.externalIds.get(visitor.id!)?.entityId === id.entityId) ??
        all.find(({ phone }) => contact?.phone && phone?.[0]?.phoneNumber === contact.phone),
    );
  };

  private readonly save = (fields: Partial<IVisitor> & { token: string }) => {
    const before = this.visitors.get(fields.token) ?? { id: `visitor-${this.visitors.size + 1}` };
    const saved = { name: 'guest-1', ...before, ...fields };
    this.visitors.set(fields.token, saved);
    return Promise.resolve(saved);
  };

  private readonly setExternalId = (visitorId: string, id: ExternalId) => {
    return Promise.resolve().then(() => {
      this.demandExternalIds();
      this.externalIds.set(visitorId, id);
    });
  };

  private readonly setCustomField = (_token: string, key: string, value: string) => {
    if (!this.defined.includes(key)) {
      return Promise.reject(new Error('There is no such field'));
    }
    this.customFields[key] = value;
    return Promise.resolve(true);
  };

  private demandExternalIds(): void {
    if (!this.knowsExternalIds) {
      throw new Error('resolveVisitor is not a function');
    }
  }
}

const ANA = {
  name: 'Ana',
  phone: '+4915123456789',
  whatsAppId: 'DE.1001',
  username: 'ana.k',
};

describe('Visitors', () => {
  let host: FakeHost;

  beforeEach(() => {
    host = new FakeHost();
  });

  it('asks by the user id and the phone, and tells the host both and the username', async () => {
    await host.visitorsOf().register({ ...ANA, token: 'token-1' });
    const id = { entityId: 'DE.1001', metadata: { username: 'ana.k' } };
    expect(host.questions).toEqual([[id, { phone: '+4915123456789' }]]);
    expect([...host.externalIds]).toEqual([['visitor-1', id]]);
    expect(host.visitors.get('token-1')).toMatchObject({
      name: 'Ana',
      phone: [{ phoneNumber: '+4915123456789' }],
    });
  });

  it('asks by the user id alone where the phone is hidden', async () => {
    await host.visitorsOf().register({ whatsAppId: 'DE.1001', token: 'token-1' });
    expect(host.questions).toEqual([[{ entityId: 'DE.1001' }, undefined]]);
  });

  it.each<[string, Partial<IVisitor>, ExternalId | undefined]>([
    ['its id', {}, { entityId: 'DE.1001' }],
    ['its phone', { phone: [{ phoneNumber: '+4915123456789' }] }, undefined],
  ])('takes over the visitor whom the host knows by %s, with the token', async (_, known, id) => {
    host.add({ id: 'known', token: 'token-0', name: 'guest-7', username: 'guest-7', ...known });
    if (id) {
      host.externalIds.set('known', id);
    }
    await expect(host.visitorsOf().register({ ...ANA, token: 'token-1' })).resolves.toEqual({
      id: 'known',
      token: 'token-0',
      name: 'Ana',
    });
    expect([...host.visitors.keys()]).toEqual(['token-0']);
    expect(host.externalIds.get('known')?.entityId).toBe('DE.1001');
  });

  it('keeps the name that the visitor has, which an agent may have chosen', async () => {
    host.add({ id: 'known', token: 'token-0', name: 'Mrs Kovač', phone: [{ phoneNumber: ANA.phone }] });
    const visitors = host.visitorsOf();
    const { name } = await visitors.register({ ...ANA, token: 'token-1' });
    expect(host.visitors.get('token-0')?.name).toBe('Mrs Kovač');
    await visitors.update('token-0', { ...ANA, name: 'Ana K.' }, name);
    expect(host.visitors.get('token-0')?.name).toBe('Mrs Kovač');
  });

  it('makes a visitor where the host knows no external ids', async () => {
    host.knowsExternalIds = false;
    await expect(host.visitorsOf().register({ ...ANA, token: 'token-1' })).resolves.toMatchObject({
      token: 'token-1',
      name: 'Ana',
    });
    expect(host.externalIds.size).toBe(0);
  });

  it.each([
    ['fills in those that are defined', ['whatsappId', 'whatsappUsername']],
    ['leaves out one that is not', ['whatsappUsername']],
    ['does without any', []],
  ])('custom fields: %s', async (_, defined) => {
    host.defined = defined;
    await host.visitorsOf().register({ ...ANA, token: 'token-1' });
    const values = { whatsappId: 'DE.1001', whatsappUsername: 'ana.k' };
    expect(host.customFields).toEqual(
      Object.fromEntries(Object.entries(values).filter(([key]) => defined.includes(key))),
    );
  });

  it('names the new user id and number after a change, in the place of the former', async () => {
    const visitors = host.visitorsOf();
    const { id, token } = await visitors.register({ ...ANA, token: 'token-1' });
    await visitors.update(token, { ...ANA, whatsAppId: 'DE.2002', phone: '+4915199999999' }, 'Ana');
    expect(host.externalIds.get(id)?.entityId).toBe('DE.2002');
    expect(host.customFields.whatsappId).toBe('DE.2002');
    expect(host.visitors.get(token)?.phone).toEqual([{ phoneNumber: '+4915199999999' }]);
  });

  it('leaves a visitor who does not exist any more alone', async () => {
    await expect(host.visitorsOf().update('gone', ANA, 'Ana')).resolves.toBeUndefined();
    expect(host.visitors.size).toBe(0);
  });
});
