import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { startServer, type TestServer } from './testServer';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

let visitors = 0;
/** A chat from the website, given to the agent when there is one. */
async function chat(): Promise<{ token: string; room: RoomDoc }> {
  const token = `visitor-${++visitors}`;
  await server.anonymous.post('/api/v1/livechat/visitor', { visitor: { token, name: 'Vera' } });
  const { body } = await server.anonymous.get('/api/v1/livechat/room', { token });
  return { token, room: body.room };
}

async function waitingChat(): Promise<{ token: string; room: RoomDoc }> {
  const { settings } = server.host.workspace;
  await settings.set('Livechat_Routing_Method', 'Manual_Selection');
  const opened = await chat();
  await settings.set('Livechat_Routing_Method', 'Auto_Selection');
  return opened;
}

describe('a visitor', () => {
  it('opens a chat once, writes and closes it', async () => {
    const { token, room } = await chat();
    expect((await server.anonymous.get('/api/v1/livechat/room', { token })).body).toMatchObject({
      newRoom: false,
      room: { _id: room._id },
    });
    const said = await server.anonymous.post('/api/v1/livechat/message', { token, rid: room._id, msg: 'Hi' });
    expect(said.body).toMatchObject({ message: { msg: 'Hi', token } });

    const body = { token, rid: room._id };
    expect((await server.anonymous.post('/api/v1/livechat/room.close', body)).body).toMatchObject({
      success: true,
    });
    expect((await server.anonymous.post('/api/v1/livechat/room.close', body)).body).toMatchObject({
      error: 'room-closed',
    });
  });

  it.each([
    ['an unknown token', { token: 'none' }, 'invalid-token'],
    ['no token', {}, "must have required property 'token' [invalid-params]"],
  ])('is refused with %s', async (_, query, error) => {
    const { status, body } = await server.anonymous.get('/api/v1/livechat/room', query);
    expect([status, body.error]).toEqual([400, error]);
  });

  it("cannot close another's chat", async () => {
    const { room } = await chat();
    const { token } = await chat();
    const { body } = await server.anonymous.post('/api/v1/livechat/room.close', { token, rid: room._id });
    expect(body).toMatchObject({ error: 'invalid-room' });
  });
});

describe('an agent', () => {
  it('closes a chat with a comment', async () => {
    const { room } = await chat();
    const close = (fields: object) =>
      server.agent.post('/api/v1/livechat/room.closeByUser', { rid: room._id, ...fields });
    expect((await close({})).body).toMatchObject({ error: 'error-comment-is-required' });
    expect((await close({ comment: 'Done' })).body).toEqual({ success: true });
    expect((await close({ comment: 'Done' })).body).toMatchObject({ error: 'error-room-already-closed' });
    expect(await server.host.workspace.rooms.byId(room._id)).toMatchObject({
      closer: 'user',
      closedBy: { username: 'anton.agent' },
    });
  });

  it('takes a waiting chat, once', async () => {
    const { room } = await waitingChat();
    const { body } = await server.agent.get('/api/v1/livechat/inquiries.getOne', { roomId: room._id });
    const take = () => server.agent.post('/api/v1/livechat/inquiries.take', { inquiryId: body.inquiry._id });
    expect((await take()).body).toMatchObject({ success: true });
    expect((await take()).body).toMatchObject({ errorType: 'error-inquiry-taken' });
    expect(await server.host.workspace.rooms.byId(room._id)).toMatchObject({
      servedBy: { username: 'anton.agent' },
    });
  });

  it('reads what was said, without most system messages', async () => {
    const { token, room } = await chat();
    await server.anonymous.post('/api/v1/livechat/message', { token, rid: room._id, msg: 'Hi' });
    const { body } = await server.agent.get(`/api/v1/livechat/${room._id}/messages`);
    expect(body.messages.map(({ msg }: { msg: string }) => msg)).toEqual(['Hi']);
    expect((await server.agent.get('/api/v1/livechat/none/messages')).body).toMatchObject({
      error: 'invalid-room',
    });
  });

  it('switches the taking of chats off and on', async () => {
    const set = (body: object) => server.agent.post('/api/v1/livechat/agent.status', body);
    expect((await set({ status: 'not-available' })).body).toMatchObject({ status: 'not-available' });
    expect((await set({})).body).toMatchObject({ status: 'available' });
    expect((await set({ status: 'gone' })).status).toBe(400);
    expect((await set({ agentId: server.user.user._id })).status).toBe(404);
  });
});

describe('rights', () => {
  it.each([
    ['a user closes', () => server.user.post('/api/v1/livechat/room.closeByUser', { rid: 'x' })],
    ['an agent lists the queue', () => server.agent.get('/api/v1/livechat/inquiries.list')],
    ['an agent makes a department', () => server.agent.post('/api/v1/livechat/department', {})],
    ['an agent makes an agent', () => server.agent.post('/api/v1/livechat/users/agent', { username: 'x' })],
  ])('are missing when %s', async (_, request) => {
    expect(await request()).toEqual({
      status: 403,
      body: {
        success: false,
        error: 'User does not have the permissions required for this action [error-unauthorized]',
      },
    });
  });

  it("let agents list their own chats, managers everybody's", async () => {
    const path = '/api/v1/livechat/rooms';
    expect((await server.agent.get(path)).status).toBe(403);
    const own = await server.agent.get(path, { 'agents[]': server.agent.user._id, open: 'true' });
    const all = await server.admin.get(path);
    expect(own.status).toBe(200);
    expect(all.body.total).toBeGreaterThan(own.body.total as number);
  });
});

describe('an administrator', () => {
  it('forwards chats to a department, as agents may not', async () => {
    const { room } = await chat();
    const { agents, departments } = server.host.workspace.livechat;
    await agents.add('ada.admin');
    const department = await departments.create({ name: 'Sales', email: 's@example.org' }, ['ada.admin']);
    const body = { roomId: room._id, departmentId: department._id };
    const path = '/api/v1/livechat/room.forward';
    expect((await server.agent.post(path, body)).status).toBe(403);
    expect((await server.admin.post(path, body)).body).toEqual({ success: true });
    expect(await server.host.workspace.rooms.byId(room._id)).toMatchObject({ departmentId: department._id });
    await agents.remove('ada.admin');
  });

  it('keeps departments', async () => {
    const made = await server.admin.post('/api/v1/livechat/department', {
      department: { name: 'Care', email: 'care@example.org', enabled: true },
      agents: [{ agentId: server.agent.user._id, username: 'anton.agent' }],
    });
    const { _id } = made.body.department;
    expect(made.body).toMatchObject({ agents: [{ username: 'anton.agent' }] });

    const path = `/api/v1/livechat/department/${_id}`;
    const put = await server.admin.send('PUT', path, { department: { name: 'Customer care' }, agents: [] });
    expect(put.body).toMatchObject({ department: { name: 'Customer care' }, agents: [] });
    const { body } = await server.agent.get('/api/v1/livechat/department', { text: 'care' });
    expect(body).toMatchObject({ total: 1 });
    expect((await server.admin.send('DELETE', path)).body).toEqual({ success: true });
    expect((await server.admin.get(path)).body).toMatchObject({ department: null });
  });

  it('makes and unmakes agents', async () => {
    const { body } = await server.admin.post('/api/v1/livechat/users/agent', { username: 'uma.user' });
    expect(body).toMatchObject({ user: { username: 'uma.user', statusLivechat: 'available' } });
    const list = async () =>
      (await server.admin.get('/api/v1/livechat/users/agent')).body.users.map(
        ({ username }: { username: string }) => username,
      );
    expect(await list()).toEqual(['anton.agent', 'uma.user']);
    await server.admin.send('DELETE', `/api/v1/livechat/users/agent/${server.user.user._id}`);
    expect(await list()).toEqual(['anton.agent']);
  });
});
