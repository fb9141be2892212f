import { SITE_URL, startServer, type TestServer } from './testServer';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('settings', () => {
  it('that are public are told to everybody', async () => {
    const { body } = await server.anonymous.get('/api/v1/settings.public', { _id: 'Site_Url' });
    expect(body).toMatchObject({ settings: [{ _id: 'Site_Url', value: SITE_URL }], success: true });
    const hidden = await server.anonymous.get('/api/v1/settings.public', {
      _id: 'Livechat_accept_chats_with_no_agents',
    });
    expect(hidden.body).toMatchObject({ settings: [] });
  });

  it('are read and changed by administrators', async () => {
    const path = '/api/v1/settings/Livechat_accept_chats_with_no_agents';
    expect((await server.admin.get(path)).body).toMatchObject({ value: false });
    expect((await server.admin.post(path, { value: true })).body).toEqual({ success: true });
    expect((await server.admin.get(path)).body).toMatchObject({ value: true });
  });

  it.each([
    ['a user reads one', () => server.user.get('/api/v1/settings/Site_Url'), 403],
    ['a user changes one', () => server.user.post('/api/v1/settings/Site_Url', { value: 'x' }), 403],
    ['it is not there', () => server.admin.get('/api/v1/settings/Nothing'), 400],
    ['no value is given', () => server.admin.post('/api/v1/settings/Site_Url', {}), 400],
  ])('are refused when %s', async (_, request, status) => {
    expect((await request()).status).toBe(status);
  });
});

describe('users', () => {
  it('are made by administrators, and told about without their secrets', async () => {
    const fields = { username: 'nora.new', name: 'Nora New', email: 'n@example.org', password: 'pw' };
    const { body } = await server.admin.post('/api/v1/users.create', { ...fields, roles: ['user'] });
    expect(body).toMatchObject({ user: { username: 'nora.new', roles: ['user'] }, success: true });
    const info = await server.user.get('/api/v1/users.info', { username: 'nora.new' });
    expect(info.body).toMatchObject({ user: { name: 'Nora New' } });
    expect(JSON.stringify([body, info.body])).not.toContain('services');
    expect((await server.admin.post('/api/v1/users.create', fields)).body).toMatchObject({
      errorType: 'error-field-unavailable',
    });
    expect((await server.user.post('/api/v1/users.create', fields)).body).toMatchObject({
      errorType: 'error-action-not-allowed',
    });
  });

  it('set their own presence, administrators everybody’s', async () => {
    const set = (who: 'user' | 'admin', body: object) => server[who].post('/api/v1/users.setStatus', body);
    expect((await set('user', { status: 'away' })).body).toEqual({ success: true });
    expect(await server.host.workspace.users.byId(server.user.user._id)).toMatchObject({ status: 'away' });
    expect((await set('user', { status: 'asleep' })).body).toMatchObject({
      errorType: 'error-invalid-status',
    });
    expect((await set('user', { status: 'busy', username: 'anton.agent' })).status).toBe(403);
    expect((await set('admin', { status: 'busy', username: 'anton.agent' })).status).toBe(200);
  });

  it('that are not there are named as such', async () => {
    expect((await server.user.get('/api/v1/users.info', { userId: 'none' })).body).toMatchObject({
      errorType: 'error-invalid-user',
    });
    expect((await server.user.get('/api/v1/users.info')).body).toMatchObject({
      errorType: 'error-user-param-not-provided',
    });
  });

  it('are listed', async () => {
    const { body } = await server.admin.get('/api/v1/users.list', { count: '2' });
    expect(body).toMatchObject({ count: 2, offset: 0 });
  });

  it('learn which roles have which permissions', async () => {
    const { body } = await server.user.get('/api/v1/permissions.listAll');
    expect(body.update).toContainEqual({
      _id: 'view-l-room',
      roles: expect.arrayContaining(['livechat-agent']),
    });
  });
});
