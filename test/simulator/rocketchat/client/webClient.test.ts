import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { WebClient } from '../../../../simulator/rocketchat/client/webClient';
import { createCommandsRouter } from '../../../../simulator/rocketchat/http/commands';
import { createInteractionsRouter } from '../../../../simulator/rocketchat/http/interactions';
import { createSimRouter, type ServerInsides } from '../../../../simulator/rocketchat/http/sim';
import { APP_ID, FakeApp } from '../http/fakeApp';
import { PASSWORD, SITE_URL, startServer, type TestServer } from '../http/testServer';

const FORM = {
  id: 'connect-number',
  appId: APP_ID,
  type: 'modal',
  submit: { type: 'button' },
  blocks: [
    { type: 'input', blockId: 'apiKey', element: { type: 'plain_text_input', actionId: 'apiKey' } },
    {
      type: 'input',
      blockId: 'environment',
      element: {
        type: 'static_select',
        actionId: 'environment',
        initialOption: { value: 'production' },
        options: [{ value: 'production' }, { value: 'sandbox' }],
      },
    },
    { type: 'actions', blockId: 'tools', elements: [{ type: 'button', actionId: 'refresh', value: 'now' }] },
  ],
};

let server: TestServer;
let app: FakeApp;
let room: RoomDoc;
let tab: WebClient;

beforeAll(async () => {
  server = await startServer((host) => {
    app = new FakeApp(host);
    return [
      createCommandsRouter(host),
      createInteractionsRouter(host),
      createSimRouter(host, {} as ServerInsides),
    ];
  });
  const { rooms } = server.host.workspace;
  room = await rooms.create({ type: 'p', name: 'desk', creator: server.user.user, members: ['anton.agent'] });
  await app.provideCommand('whatsapp');
  await app.provideCommand('admin-only', 'manage-apps');
});
afterAll(() => server.stop());

beforeEach(async () => {
  tab = await WebClient.login(server.url, 'uma.user', PASSWORD);
  app.interactions.length = 0;
  app.commands.length = 0;
  app.onCommand = async () => {};
  app.onInteraction = async () => ({ success: true });
});
afterEach(() => tab.close());

/** Opens a view as an app does on a command. */
async function opened(view: object = FORM, type = 'modal.open'): Promise<void> {
  app.onCommand = async (context) =>
    app.push(context.getSender().id, { type, triggerId: context.getTriggerId(), appId: APP_ID, view });
  await tab.runCommand(room._id, '/whatsapp connect');
  await tab.waitForView(FORM.id);
}

describe('logging in', () => {
  it('fails with the server’s words', async () => {
    await expect(WebClient.login(server.url, 'uma.user', 'wrong')).rejects.toThrow(/401.*Unauthorized/);
  });

  it('tells who one is', () => {
    expect(tab.me).toMatchObject({ username: 'uma.user', roles: ['user'] });
  });
});

describe('a slash command', () => {
  it('opens the view that the app sends for its trigger id', async () => {
    await opened();
    expect(tab.views.map(({ id, surface }) => [id, surface])).toEqual([['connect-number', 'modal']]);
  });

  it('opens nothing in another tab of the same user', async () => {
    const other = await WebClient.login(server.url, 'uma.user', PASSWORD);
    await opened();
    await expect(other.waitForView(FORM.id, 100)).rejects.toThrow(/Open: no view/);
    other.close();
  });

  it.each([
    ['an unknown one', '/tea', 'No such command: /tea'],
    ['one without permission', '/admin-only', "You don't have the permission to run /admin-only"],
  ])('%s never reaches the app', async (_, line, notice) => {
    await tab.runCommand(room._id, line);
    expect(tab.notices).toEqual([{ rid: room._id, msg: notice }]);
    expect(app.commands).toEqual([]);
  });

  it('that throws gives a notice', async () => {
    app.onCommand = () => Promise.reject(new Error('secret detail'));
    await tab.runCommand(room._id, '/whatsapp status');
    expect(tab.notices.map(({ msg }) => msg)).toEqual(['Something went wrong with /whatsapp']);
  });
});

describe('a view', () => {
  it('is submitted with entered and initial values', async () => {
    await opened();
    await tab.submitView(FORM.id, { apiKey: 'key-1' });
    expect(app.interactions[0]).toMatchObject({
      type: 'viewSubmit',
      user: { username: 'uma.user' },
      payload: {
        view: {
          id: 'connect-number',
          state: { apiKey: { apiKey: 'key-1' }, environment: { environment: 'production' } },
        },
      },
    });
    expect(tab.views).toEqual([]);
  });

  it('shows errors, keeps what was entered and can be submitted again', async () => {
    await opened();
    app.onInteraction = async ({ triggerId }) => ({
      type: 'errors',
      triggerId,
      appId: APP_ID,
      viewId: FORM.id,
      errors: { apiKey: 'This key is unknown.' },
    });
    await tab.submitView(FORM.id, { apiKey: 'wrong', environment: 'sandbox' });
    expect(tab.view(FORM.id).errors).toEqual({ apiKey: 'This key is unknown.' });

    app.onInteraction = async () => ({ success: true });
    await tab.submitView(FORM.id, { apiKey: 'right' });
    expect(app.interactions[1].payload.view.state).toMatchObject({
      apiKey: { apiKey: 'right' },
      environment: { environment: 'sandbox' },
    });
  });

  it('refuses input that it has no field for', async () => {
    await opened();
    await expect(tab.submitView(FORM.id, { phone: '1' })).rejects.toThrow(/no input «phone»/);
    await expect(tab.submitView('other')).rejects.toThrow(/no view «other» open. Open: «connect-number»/);
  });

  it('cannot be submitted without a button for it', async () => {
    await opened({ ...FORM, submit: undefined });
    await expect(tab.submitView(FORM.id)).rejects.toThrow('no submit button');
  });

  it('tells the app of clicks in it', async () => {
    await opened();
    await tab.clickBlock(tab.view(FORM.id), 'refresh');
    expect(app.interactions[0]).toMatchObject({
      type: 'blockAction',
      actionId: 'refresh',
      payload: { blockId: 'tools', value: 'now' },
      container: { type: 'view', id: 'connect-number' },
    });
    expect(app.interactions[0].room).toBeUndefined();
  });

  it('closes when the app agrees', async () => {
    await opened();
    await tab.closeView(FORM.id);
    expect(app.interactions[0]).toMatchObject({ type: 'viewClosed', payload: { isCleared: true } });
    expect(tab.views).toEqual([]);
  });

  it('stays open without a word when the app fails', async () => {
    await opened();
    app.onInteraction = () => Promise.reject(new Error('oh'));
    await tab.submitView(FORM.id, { apiKey: 'k' });
    expect(tab.views).toHaveLength(1);
    expect(tab.toasts).toEqual([]);
    expect(String(tab.failures[0])).toContain('500');
  });

  it('at the side closes as it is submitted, so its errors are never seen', async () => {
    await opened(FORM, 'contextual_bar.open');
    app.onInteraction = async ({ triggerId }) => ({
      type: 'errors',
      triggerId,
      viewId: FORM.id,
      errors: { apiKey: 'This key is unknown.' },
    });
    await tab.submitView(FORM.id, { apiKey: 'wrong' });
    expect(tab.views).toEqual([]);
  });
});

describe('five seconds', () => {
  it('without an answer close a submitted view with a toast', async () => {
    const pending: (() => void)[] = [];
    tab.close();
    tab = await WebClient.login(server.url, 'uma.user', PASSWORD, {
      timer: (action) => {
        pending.push(action);
        return () => undefined;
      },
    });
    await opened();
    let finish = (): void => undefined;
    app.onInteraction = () => new Promise((resolve) => (finish = () => resolve({ success: true })));
    const submit = tab.submitView(FORM.id, { apiKey: 'k' });
    pending.forEach((action) => action());
    await submit;
    expect(tab.toasts).toEqual([{ type: 'error', message: 'UIKit_Interaction_Timeout' }]);
    expect(tab.views).toEqual([]);
    finish();
  });
});

describe('buttons', () => {
  const BLOCKS = [
    {
      type: 'actions',
      blockId: 'ask',
      appId: APP_ID,
      elements: [{ type: 'button', actionId: 'connect', value: 'yes' }],
    },
  ];

  it('in a message tell the app which message and room', async () => {
    const { _id } = await server.host.workspace.messages.post(server.agent.user, {
      rid: room._id,
      msg: 'Connect?',
      blocks: BLOCKS,
    });
    const message = await tab.waitForMessage(room._id, 'Connect?');
    await tab.clickBlock(message, 'connect');
    expect(app.interactions[0]).toMatchObject({
      payload: { blockId: 'ask', value: 'yes' },
      message: { id: _id },
      room: { id: room._id },
    });
    await expect(tab.clickBlock(message, 'refuse')).rejects.toThrow(
      /nothing «refuse» to click, only «connect»/,
    );
  });

  it('of apps are clicked where the client shows them', async () => {
    app.buttons = [
      {
        appId: APP_ID,
        actionId: 'template',
        context: 'messageBoxAction' as never,
        when: { roomTypes: ['livechat' as never] },
      },
      { appId: APP_ID, actionId: 'info', context: 'roomAction' as never },
      { appId: APP_ID, actionId: 'report', context: 'roomAction' as never, when: { hasOneRole: ['admin'] } },
    ];
    await tab.clickActionButton('info', { roomId: room._id });
    expect(app.interactions).toMatchObject([
      { type: 'actionButton', actionId: 'info', room: { id: room._id }, payload: { context: 'roomAction' } },
    ]);
    const click = (actionId: string) => tab.clickActionButton(actionId, { roomId: room._id });
    await expect(click('template')).rejects.toThrow(/it is for rooms of type livechat/);
    await expect(click('report')).rejects.toThrow(/needs one of the roles admin/);
    await expect(click('tea')).rejects.toThrow(/apps offer template, info, report/);
  });
});

describe('chatting', () => {
  it('sends, quotes, answers in a thread, edits, reacts and deletes', async () => {
    const first = await tab.send(room._id, 'first');
    const quote = await tab.send(room._id, 'as I said', { quote: first });
    expect(quote.msg).toBe(`[ ](${SITE_URL}/group/desk?msg=${first._id}) as I said`);
    expect(await tab.send(room._id, 'aside', { thread: first._id })).toMatchObject({ tmid: first._id });
    expect(await tab.edit(first, 'second')).toMatchObject({ msg: 'second' });
    await tab.react(first, ':tea:');
    expect(await tab.message(first._id)).toMatchObject({
      reactions: { ':tea:': { usernames: ['uma.user'] } },
    });
    await tab.delete(first);
    const texts = (await tab.history(room._id)).map(({ msg }) => msg);
    expect(texts).toContain('aside');
    expect(texts).not.toContain('second');
  });

  it.each([
    ['msg', { msg: 'our list' }],
    ['description', { attachments: [{ description: 'our list' }] }],
  ] as const)('uploads a file with its caption as %s', async (captionAs, expected) => {
    const file = { name: 'list.txt', type: 'text/plain', bytes: Buffer.from('tea') };
    const message = await tab.upload(room._id, file, 'our list', captionAs);
    expect(message).toMatchObject({ ...expected, file: { name: 'list.txt' } });
  });

  it('waits in vain with a helpful error', async () => {
    await tab.send(room._id, 'here I am');
    await expect(tab.waitForMessage(room._id, 'never said', 100)).rejects.toThrow(
      /message never said .*in vain.*uma\.user: here I am/,
    );
    await expect(tab.waitForRoom(({ t }) => t === 'l', 100)).rejects.toThrow(/uma\.user was in: .*desk/);
  });

  it('shows notices that were sent to this user alone', async () => {
    server.host.streams.publish(server.user.user._id, {
      type: 'ephemeral',
      message: { rid: room._id, msg: 'The number is connected.' },
    });
    expect(await tab.waitForNotice('connected')).toMatchObject({ rid: room._id });
    await expect(tab.waitForNotice(/lost/, 100)).rejects.toThrow(/Last notices: «The number is connected.»/);
  });
});

describe('an agent', () => {
  it('takes a waiting chat, answers and closes it', async () => {
    const { settings } = server.host.workspace;
    await settings.set('Livechat_Routing_Method', 'Manual_Selection');
    await server.anonymous.post('/api/v1/livechat/visitor', { visitor: { token: 'v-1', name: 'Vera' } });
    const { body } = await server.anonymous.get('/api/v1/livechat/room', { token: 'v-1' });
    const rid: string = body.room._id;

    const agent = await WebClient.login(server.url, 'anton.agent', PASSWORD);
    await agent.takeInquiry(rid);
    const chat = await agent.waitForRoom(({ t }) => t === 'l');
    await agent.send(chat._id, 'Good morning');
    await agent.closeRoom(chat._id, 'Done');
    expect((await agent.history(chat._id)).map(({ t, msg }) => t ?? msg)).toEqual(
      expect.arrayContaining(['livechat-started', 'Good morning', 'livechat-close']),
    );
    agent.close();
  });
});
