import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { createInteractionsRouter } from '../../../../simulator/rocketchat/http/interactions';
import { APP_ID, FakeApp } from './fakeApp';
import { startServer, type TestServer } from './testServer';

const PATH = `/api/apps/ui.interaction/${APP_ID}`;

let server: TestServer;
let app: FakeApp;
let room: RoomDoc;

beforeAll(async () => {
  server = await startServer((host) => {
    app = new FakeApp(host);
    return [createInteractionsRouter(host)];
  });
  room = await server.host.workspace.rooms.create({ type: 'p', name: 'desk', creator: server.user.user });
});
afterAll(() => server.stop());
beforeEach(() => {
  app.interactions.length = 0;
  app.onInteraction = async () => ({ success: true });
});

describe('an interaction', () => {
  it('needs a login', async () => {
    const { status, body } = await server.anonymous.post(PATH, { type: 'blockAction' });
    expect(status).toBe(401);
    expect(body).toEqual({ status: 'error', message: 'You must be logged in to do this.' });
  });

  it('of an unknown type is refused', async () => {
    const { status, body } = await server.user.post(PATH, { type: 'hover' });
    expect([status, body]).toEqual([400, { error: 'Unknown action' }]);
  });

  it('from a message comes with room and message', async () => {
    const message = await server.host.workspace.messages.post(server.user.user, { rid: room._id, msg: 'hi' });
    await server.user.post(PATH, {
      type: 'blockAction',
      actionId: 'go',
      triggerId: 't-1',
      rid: room._id,
      mid: message._id,
      payload: { blockId: 'b', value: 'v' },
      container: { type: 'message', id: message._id },
    });
    expect(app.interactions).toMatchObject([
      {
        event: 'IUIKitInteractionHandler',
        appId: APP_ID,
        type: 'blockAction',
        actionId: 'go',
        triggerId: 't-1',
        payload: { blockId: 'b', value: 'v' },
        user: { id: server.user.user._id, username: 'uma.user' },
        room: { id: room._id },
        message: { id: message._id, text: 'hi' },
      },
    ]);
  });

  it('of a submitted view has neither room nor message, whatever the client says', async () => {
    await server.user.post(PATH, {
      type: 'viewSubmit',
      viewId: 'edit',
      triggerId: 't-2',
      rid: room._id,
      payload: { view: { id: 'edit', state: { key: { key: 'k' } } } },
    });
    const [submit] = app.interactions;
    expect(submit).toMatchObject({ payload: { view: { id: 'edit', state: { key: { key: 'k' } } } } });
    expect(submit).not.toHaveProperty('room');
    expect(submit).not.toHaveProperty('message');
  });

  it('of a closed view has no trigger id', async () => {
    const payload = { viewId: 'edit', view: { id: 'edit' }, isCleared: true };
    await server.user.post(PATH, { type: 'viewClosed', triggerId: 't-3', payload });
    const [closed] = app.interactions;
    expect(closed?.payload).toEqual({ view: { id: 'edit' }, isCleared: true });
    expect(closed).not.toHaveProperty('triggerId');
  });

  it('of an action button tells where it was and what stood in the composer', async () => {
    await server.user.post(PATH, {
      type: 'actionButton',
      actionId: 'template',
      triggerId: 't-4',
      rid: room._id,
      tmid: 'thread-1',
      payload: { context: 'messageBoxAction', message: 'half a text' },
    });
    expect(app.interactions).toMatchObject([
      {
        room: { id: room._id },
        tmid: 'thread-1',
        payload: { context: 'messageBoxAction', message: 'half a text' },
      },
    ]);
  });

  it('of a visitor goes to the handler for visitors', async () => {
    await server.host.workspace.livechat.visitors.register({ token: 'visitor-1', name: 'Vera' });
    const headers = { 'x-visitor-token': 'visitor-1' };
    await server.anonymous.post(PATH, { type: 'blockAction', actionId: 'go', payload: {} }, headers);
    expect(app.interactions).toMatchObject([
      { event: 'IUIKitLivechatInteractionHandler', visitor: { name: 'Vera' } },
    ]);
  });
});

describe('the answer', () => {
  it.each<[string, () => Promise<unknown>, number, unknown]>([
    [
      'is what the app says',
      async () => ({ type: 'errors', errors: {} }),
      200,
      { type: 'errors', errors: {} },
    ],
    ['is empty when the app says nothing', async () => undefined, 200, { text: '' }],
    ['is empty when the runtime says null', async () => null, 200, { text: '' }],
    ['is 500 with the message of an error', () => Promise.reject(new Error('oh')), 500, { error: 'oh' }],
  ])('%s', async (_, answer, status, body) => {
    app.onInteraction = answer;
    expect(await server.user.post(PATH, { type: 'viewSubmit', payload: {} })).toEqual({ status, body });
  });
});

describe('what apps add to the client', () => {
  it('is listed without a login', async () => {
    app.buttons = [{ appId: APP_ID, actionId: 'send-template' }];
    expect((await server.anonymous.get('/api/apps/actionButtons')).body).toEqual(app.buttons);
    expect((await server.anonymous.get('/api/apps/externalComponents')).body).toMatchObject({
      externalComponents: [],
    });
  });
});
