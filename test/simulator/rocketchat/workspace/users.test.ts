import { createHash } from 'node:crypto';

import { Office, useOffice } from './harness';

describe('Users', () => {
  const office = useOffice();

  it('log in with their password, in plain or as its digest', async () => {
    const { users } = office().workspace;
    const { _id } = await users.create({ username: 'dana', password: 'open sesame' });
    const dana = (await users.byId(_id))!;
    const digest = createHash('sha256').update('open sesame').digest('hex');
    expect(await users.verifyPassword(dana, 'open sesame')).toBe(true);
    expect(await users.verifyPassword(dana, { digest })).toBe(true);
    expect(await users.verifyPassword(dana, 'open barley')).toBe(false);
    expect(JSON.stringify(dana)).not.toContain('sesame');
  });

  it('are known by a token until it is revoked', async () => {
    const { users } = office().workspace;
    const { _id } = office().ana;
    const token = await users.issueToken(_id);
    expect((await users.byToken(_id, token))?.username).toBe('ana');
    expect(JSON.stringify(await users.byId(_id))).not.toContain(token);
    await users.revokeToken(_id, token);
    expect(await users.byToken(_id, token)).toBeNull();
  });

  it('have one name each, whatever its case', async () => {
    const { users } = office().workspace;
    expect((await users.byUsername('ANA'))?._id).toBe(office().ana._id);
    await expect(users.create({ username: 'Ana' })).rejects.toThrow('error-field-unavailable');
  });

  it.each([
    ['app', 'message-impersonate', true],
    ['app', 'create-p', true],
    ['app', 'delete-own-message', false],
    ['app', 'view-l-room', false],
    ['livechat-agent', 'view-l-room', true],
    ['livechat-manager', 'manage-apps', false],
    ['admin', 'manage-apps', true],
    ['user', 'manage-apps', false],
  ])('with the role %s: %s is %s', async (role, permission, expected) => {
    expect(office().workspace.roles.grant([role], permission)).toBe(expected);
  });

  it('tell apps when their presence changes', async () => {
    const { workspace, ana, events } = office();
    await workspace.setPresence(ana._id, 'away');
    await workspace.setPresence(ana._id, 'away');
    await office().settled();
    expect(events.payloads('IPostUserStatusChanged')).toMatchObject([
      { user: { username: 'ana' }, currentStatus: 'away', previousStatus: 'online' },
    ]);
  });
});

describe('A fresh workspace', () => {
  it('is filled once', async () => {
    const { store } = await Office.open();
    const users = await store.users.countAsync({});
    await new Office(store).workspace.seed();
    expect(await store.users.countAsync({})).toBe(users);
  });

  it('has an admin, agents who are there, departments and a channel', async () => {
    const { Store } = await import('../../../../simulator/rocketchat/store');
    const { workspace } = new Office(await Store.open());
    await workspace.seed({ adminPassword: 'very secret' });
    const admin = (await workspace.users.byUsername('admin'))!;
    expect(await workspace.users.verifyPassword(admin, 'very secret')).toBe(true);
    const online = await workspace.livechat.agents.online();
    expect(online.map(({ username }) => username).sort()).toEqual(['agent.ana', 'agent.ben']);
    const departments = await workspace.livechat.departments.enabledWithAgents();
    expect(departments.map(({ name }) => name)).toEqual(['Sales', 'Support']);
    expect(await workspace.rooms.byName('general')).toMatchObject({ t: 'c', default: true });
    expect(await workspace.settings.get('Site_Url')).toBe('https://chat.example.org');
  });
});
