import { commandsOf } from '../../../../simulator/rocketchat/bridges/command';
import { parseParameters } from '../../../../simulator/rocketchat/bridges/commandParameters';
import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { createCommandsRouter } from '../../../../simulator/rocketchat/http/commands';
import { APP_ID, FakeApp } from './fakeApp';
import { startServer, type TestServer } from './testServer';

let server: TestServer;
let app: FakeApp;
let room: RoomDoc;

beforeAll(async () => {
  server = await startServer((host) => {
    app = new FakeApp(host);
    return [createCommandsRouter(host)];
  });
  room = await server.host.workspace.rooms.create({ type: 'p', name: 'desk', creator: server.user.user });
  await app.provideCommand('WhatsApp', 'manage-apps');
});
afterAll(() => server.stop());
beforeEach(() => {
  app.commands.length = 0;
  app.onCommand = async () => {};
});

describe('parameters of a command', () => {
  it.each([
    ['nothing', '', []],
    ['words at any white space', 'connect  now\nor\tlater', ['connect', 'now', 'or', 'later']],
    ['quoted words together', `"tea house" 'and more'`, ['tea house', 'and more']],
    ['quotes within a word', 'name="tea house"', ['name=tea house']],
    ['neighbouring quotes apart', '"a""b"', ['a', 'b']],
    ['an apostrophe as itself', "it's", ["it's"]],
    ['an escaped quote as a quote', '"a \\"b\\""', ['a "b"']],
    ['an empty quote as an empty argument', '"" x', ['', 'x']],
  ])('%s', (_, parameters, words) => {
    expect(parseParameters(parameters)).toEqual(words);
  });
});

describe('running a command', () => {
  const run = (fields: object) => server.user.post('/api/v1/commands.run', { roomId: room._id, ...fields });

  it('gives the app user, room, arguments and trigger id, and posts nothing', async () => {
    const { body } = await run({
      command: 'whatsapp',
      params: 'send-template "+49 1512 0000001"',
      triggerId: 't-1',
    });
    expect(body).toEqual({ success: true });
    const [context] = app.commands;
    expect(context!.getSender()).toMatchObject({ username: 'uma.user' });
    expect(context!.getRoom()).toMatchObject({ id: room._id });
    expect(context!.getArguments()).toEqual(['send-template', '+49 1512 0000001']);
    expect(context!.getTriggerId()).toBe('t-1');
    expect(await server.host.store.messages.findAsync({ rid: room._id, t: { $exists: false } })).toEqual([]);
  });

  it('passes the thread on', async () => {
    const { _id: tmid } = await server.host.workspace.messages.post(server.user.user, {
      rid: room._id,
      msg: 'root',
    });
    await run({ command: 'whatsapp', tmid });
    expect(app.commands[0]!.getThreadId()).toBe(tmid);
  });

  it("does not look at the command's permission: that is left to clients", async () => {
    expect((await run({ command: 'whatsapp' })).status).toBe(200);
    expect(app.commands).toHaveLength(1);
  });

  it('fails with what the app throws', async () => {
    app.onCommand = () => Promise.reject(new Error('no number'));
    expect(await run({ command: 'whatsapp' })).toEqual({
      status: 400,
      body: { success: false, error: 'no number' },
    });
  });

  it.each([
    ['an unknown command', { command: 'nope' }, 400, 'The command provided does not exist (or is disabled).'],
    [
      'a room that is none',
      { command: 'whatsapp', roomId: 'x' },
      403,
      'User does not have access to this room',
    ],
    ['a thread of another room', { command: 'whatsapp', tmid: 'x' }, 400, 'Invalid thread.'],
    ['no command', {}, 400, "must have required property 'command' [invalid-params]"],
  ])('refuses %s', async (_, fields, status, error) => {
    const answer = await run(fields);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ success: false, error });
  });

  it('refuses a room that the user may not see', async () => {
    const body = { command: 'whatsapp', roomId: room._id };
    expect((await server.agent.post('/api/v1/commands.run', body)).status).toBe(403);
  });
});

describe('the commands of apps', () => {
  it('are listed with app, permission and translation keys', async () => {
    await app.commandBridge.registerCommand(
      {
        command: 'tea',
        providesPreview: false,
        executor: () => undefined,
        i18nDescription: 'tea_description',
      },
      APP_ID,
    );
    const { body } = await server.user.get('/api/v1/commands.list');
    expect(body).toMatchObject({ appsLoaded: true, count: 2, total: 2 });
    expect(body.commands).toContainEqual({
      command: 'tea',
      appId: APP_ID,
      description: `app-${APP_ID}.tea_description`,
      providesPreview: false,
    });
    expect((await server.user.get('/api/v1/commands.get', { command: 'TEA' })).body).toMatchObject({
      command: { command: 'tea' },
    });
  });

  it('exist whether enabled or not, in any case, until unregistered', async () => {
    await app.provideCommand('cup');
    await app.commandBridge.disableCommand('CUP');
    expect(await app.commandBridge.doesCommandExist('Cup')).toBe(true);
    expect(
      commandsOf(server.host)
        .list()
        .map(({ command }) => command),
    ).not.toContain('cup');
    await app.commandBridge.enableCommand('cup');
    await expect(app.commandBridge.enableCommand('cup')).rejects.toThrow('not currently disabled');
    await app.commandBridge.unregisterCommand('cup');
    expect(await app.commandBridge.doesCommandExist('cup')).toBe(false);
    await expect(app.commandBridge.disableCommand('cup')).rejects.toThrow('does not exist');
  });

  it('must be proper commands', async () => {
    const command = { command: 'odd' };
    await expect(app.commandBridge.registerCommand(command, APP_ID)).rejects.toThrow('Invalid Slash Command');
  });
});
