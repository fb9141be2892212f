import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { type Json, startServer, type TestServer } from './testServer';

let server: TestServer;
let room: RoomDoc;

beforeAll(async () => {
  server = await startServer();
  room = await server.host.workspace.rooms.create({
    type: 'p',
    name: 'desk',
    creator: server.user.user,
    members: ['anton.agent'],
  });
});
afterAll(() => server.stop());

async function say(msg: string): Promise<Json> {
  const { body } = await server.user.post('/api/v1/chat.sendMessage', { message: { rid: room._id, msg } });
  return body.message;
}

describe('chat.postMessage', () => {
  it.each([
    ['room id', () => ({ roomId: room._id })],
    ['name', () => ({ channel: '#desk' })],
    ['bare name', () => ({ channel: 'desk' })],
  ])('finds a room by %s', async (_, target) => {
    const { body } = await server.user.post('/api/v1/chat.postMessage', { ...target(), text: 'hello' });
    expect(body).toMatchObject({ success: true, message: { rid: room._id, msg: 'hello', groupable: false } });
    expect(body.message.u.username).toBe('uma.user');
  });

  it('opens the direct room of a user', async () => {
    const { body } = await server.user.post('/api/v1/chat.postMessage', {
      channel: '@anton.agent',
      text: 'psst',
    });
    const direct = await server.host.workspace.rooms.byId(body.message.rid as string);
    expect(direct).toMatchObject({ t: 'd', usernames: expect.arrayContaining(['anton.agent', 'uma.user']) });
  });

  it.each([
    ['an unknown room', () => ({ channel: '#nowhere', text: 'x' }), 'invalid-channel'],
    [
      'a text over the limit',
      () => ({ roomId: room._id, text: 'x'.repeat(5001) }),
      'error-message-size-exceeded',
    ],
    ['no room at all', () => ({ text: 'x' }), 'unknown-error'],
  ])('refuses %s', async (_, body, error) => {
    const answer = await server.user.post('/api/v1/chat.postMessage', body());
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ success: false, error });
  });

  it('refuses a room of others', async () => {
    const answer = await server.admin.post('/api/v1/chat.postMessage', { roomId: room._id, text: 'x' });
    expect(answer.status).toBe(400);
  });
});

describe('chat.sendMessage', () => {
  it('lets the client choose the id and the thread', async () => {
    const root = await say('root');
    const message = { _id: 'client-made-id', rid: room._id, msg: 'reply', tmid: root._id };
    const { body } = await server.user.post('/api/v1/chat.sendMessage', { message });
    expect(body).toMatchObject({ message: { _id: 'client-made-id', tmid: root._id } });
  });

  it('does not send system messages', async () => {
    const message = { rid: room._id, msg: 'x', t: 'livechat-close' };
    const { status, body } = await server.user.post('/api/v1/chat.sendMessage', { message });
    expect([status, body.error]).toEqual([400, "Cannot send system messages using 'chat.sendMessage'"]);
  });
});

describe('a message', () => {
  it('can be edited, reacted to and deleted by its author', async () => {
    const { _id: msgId } = await say('first');
    const named = { roomId: room._id, msgId };
    const edited = await server.user.post('/api/v1/chat.update', { ...named, text: 'second' });
    expect(edited.body).toMatchObject({ message: { msg: 'second', editedBy: { username: 'uma.user' } } });

    await server.agent.post('/api/v1/chat.react', { messageId: msgId, emoji: ':tea:' });
    const { body } = await server.user.get('/api/v1/chat.getMessage', { msgId });
    expect(body).toMatchObject({ message: { reactions: { ':tea:': { usernames: ['anton.agent'] } } } });

    expect((await server.user.post('/api/v1/chat.delete', named)).body).toMatchObject({ _id: msgId });
    expect((await server.user.get('/api/v1/chat.getMessage', { msgId })).status).toBe(400);
  });

  it('cannot be edited or deleted by others', async () => {
    const { _id: msgId } = await say('mine');
    const named = { roomId: room._id, msgId };
    expect((await server.agent.post('/api/v1/chat.update', { ...named, text: 'x' })).status).toBe(400);
    expect((await server.agent.post('/api/v1/chat.delete', named)).status).toBe(400);
  });

  it.each([
    ['that is not there', { roomId: 'any', msgId: 'none' }, 'No message found with the id of "none".'],
    [
      'of another room',
      async () => ({ roomId: 'other', msgId: (await say('x'))._id }),
      'The room id provided does not match where the message is from.',
    ],
  ])('%s is not changed', async (_, named, error) => {
    const body = typeof named === 'function' ? await named() : named;
    const answer = await server.user.post('/api/v1/chat.update', { ...body, text: 'x' });
    expect(answer).toEqual({ status: 400, body: { success: false, error } });
  });

  it('needs an emoji to be reacted to', async () => {
    const { body } = await server.user.post('/api/v1/chat.react', { messageId: 'any' });
    expect(body).toMatchObject({ errorType: 'error-emoji-param-not-provided' });
  });
});

describe('the history of a room', () => {
  it('is told by chat.syncMessages to members, system messages included', async () => {
    const { body } = await server.agent.get('/api/v1/chat.syncMessages', {
      roomId: room._id,
      lastUpdate: new Date(0).toISOString(),
    });
    const texts = body.result.updated.map(({ msg }: { msg: string }) => msg);
    expect(texts).toContain('hello');
    expect(new Date(body.result.updated[0].ts).getTime()).toBeGreaterThanOrEqual(
      new Date(body.result.updated.at(-1).ts).getTime(),
    );
  });

  it('is not told to others', async () => {
    const { body } = await server.admin.get('/api/v1/chat.syncMessages', {
      roomId: room._id,
      lastUpdate: new Date(0).toISOString(),
    });
    expect(body).toEqual({
      success: false,
      error: 'Not allowed [error-not-allowed]',
      errorType: 'error-not-allowed',
    });
  });

  it('comes in pages by groups.messages', async () => {
    const { body } = await server.user.get('/api/v1/groups.messages', { roomName: 'desk', count: '2' });
    expect(body).toMatchObject({ count: 2, offset: 0 });
    expect(body.messages).toHaveLength(2);
    expect(body.total).toBeGreaterThan(2);
  });
});

describe('rooms', () => {
  it('of a user are listed, and those changed since a time', async () => {
    const { body } = await server.user.get('/api/v1/rooms.get');
    expect(body.update.map(({ name }: RoomDoc) => name)).toContain('desk');
    const later = new Date(Date.now() + 60_000).toISOString();
    expect((await server.user.get('/api/v1/rooms.get', { updatedSince: later })).body).toMatchObject({
      update: [],
    });
  });

  it.each([
    ['groups.list', 'groups', 'desk'],
    ['channels.list', 'channels', 'square'],
  ])('of one kind are listed by %s', async (path, field, name) => {
    await server.host.workspace.rooms
      .create({ type: 'c', name: 'square', creator: server.admin.user })
      .catch(() => undefined);
    const { body } = await server.user.get(`/api/v1/${path}`);
    expect(body[field].map((one: RoomDoc) => one.name)).toEqual([name]);
  });

  it('tell about themselves to members only', async () => {
    const query = { roomId: room._id };
    expect((await server.agent.get('/api/v1/rooms.info', query)).body).toMatchObject({
      room: { name: 'desk' },
    });
    expect((await server.admin.get('/api/v1/rooms.info', query)).body).toEqual({
      success: false,
      error: 'not-allowed',
    });
    expect((await server.agent.get('/api/v1/rooms.info', { roomId: 'none' })).body).toMatchObject({
      errorType: 'error-room-not-found',
    });
  });

  it('for two are opened by im.create', async () => {
    const first = await server.agent.post('/api/v1/im.create', { username: 'ada.admin' });
    const again = await server.admin.post('/api/v1/im.create', { username: 'anton.agent' });
    expect(first.body).toMatchObject({ room: { t: 'd' } });
    expect(again.body.room._id).toBe(first.body.room._id);
    expect((await server.agent.post('/api/v1/im.create', { username: 'nobody' })).body).toMatchObject({
      errorType: 'error-invalid-user',
    });
  });
});
