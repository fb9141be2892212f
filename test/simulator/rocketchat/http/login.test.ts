import { PASSWORD, startServer, type TestServer } from './testServer';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('login', () => {
  it.each([
    ['user', { user: 'uma.user' }],
    ['user as e-mail', { user: 'uma.user@example.org' }],
    ['username', { username: 'uma.user' }],
    ['email', { email: 'uma.user@example.org' }],
  ])('takes the %s', async (_, name) => {
    const { status, body } = await server.anonymous.post('/api/v1/login', { ...name, password: PASSWORD });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'success',
      data: { userId: server.user.user._id, me: { username: 'uma.user', email: 'uma.user@example.org' } },
    });
    expect(body.data.me).not.toHaveProperty('services');
  });

  it.each([
    ['a wrong password', { user: 'uma.user', password: 'wrong' }, 'Unauthorized', 'Unauthorized'],
    ['an unknown user', { user: 'nobody', password: PASSWORD }, 'Unauthorized', 'Unauthorized'],
    ['no password', { user: 'uma.user' }, 400, 'Unrecognized options for login request'],
  ])('refuses %s', async (_, credentials, error, message) => {
    const { status, body } = await server.anonymous.post('/api/v1/login', credentials);
    expect(status).toBe(401);
    expect(body).toEqual({ success: false, status: 'error', error, message });
  });

  it('asks for a second factor', async () => {
    const { users } = server.host.workspace;
    const { _id, services } = await users.create({ username: 'tom.totp', password: PASSWORD });
    await users.update(_id, { services: { ...services, totp: { enabled: true } } });

    const first = await server.anonymous.post('/api/v1/login', { user: 'tom.totp', password: PASSWORD });
    expect(first.status).toBe(401);
    expect(first.body).toMatchObject({
      error: 'totp-required',
      message: 'TOTP Required',
      details: { method: 'totp', availableMethods: ['totp'] },
    });
    for (const [body, headers] of [
      [{ code: '123456' }, {}],
      [{}, { 'x-2fa-code': '123456' }],
    ] as const) {
      const again = await server.anonymous.post(
        '/api/v1/login',
        { user: 'tom.totp', password: PASSWORD, ...body },
        headers,
      );
      expect(again.body).toMatchObject({ error: 'totp-invalid', message: 'TOTP Invalid' });
    }
  });

  it('does not let deactivated users in, nor go on', async () => {
    const { users } = server.host.workspace;
    const { _id } = await users.create({ username: 'gone', password: PASSWORD });
    const token = await users.issueToken(_id);
    await users.update(_id, { active: false });
    const { body } = await server.anonymous.post('/api/v1/login', { user: 'gone', password: PASSWORD });
    expect(body).toMatchObject({ error: 'error-user-is-not-activated' });
    const headers = { 'x-user-id': _id, 'x-auth-token': token };
    expect((await server.anonymous.send('GET', '/api/v1/me', undefined, headers)).status).toBe(401);
  });
});

describe('a session', () => {
  it('is needed, and its absence told as Rocket.Chat does', async () => {
    const { status, body } = await server.anonymous.get('/api/v1/me');
    expect(status).toBe(401);
    expect(body).toEqual({
      success: false,
      status: 'error',
      error: 'You must be logged in to do this.',
      message: 'You must be logged in to do this.',
    });
  });

  it('ends with a logout', async () => {
    const { users } = server.host.workspace;
    const token = await users.issueToken(server.user.user._id);
    const headers = { 'x-user-id': server.user.user._id, 'x-auth-token': token };
    expect((await server.anonymous.send('GET', '/api/v1/me', undefined, headers)).body).toMatchObject({
      username: 'uma.user',
      success: true,
    });
    expect((await server.anonymous.post('/api/v1/logout', {}, headers)).body).toMatchObject({
      data: { message: "You've been logged out!" },
    });
    expect((await server.anonymous.send('GET', '/api/v1/me', undefined, headers)).status).toBe(401);
  });

  it('keeps only the hash of its token', async () => {
    const stored = await server.host.store.users.findOneAsync({ _id: server.user.user._id });
    expect(JSON.stringify(stored)).not.toContain(server.user.token);
  });
});
