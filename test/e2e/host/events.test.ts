import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import type { RoomDoc } from '../../../simulator/rocketchat/documents';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import { AppHost } from '../support/appHost';
import { FIXTURE_ID, until } from '../support/fixtureApp';

const EVENTS = [
  ...['IPostSystemMessageSent', 'IPostMessageUpdated', 'IPostMessageDeleted', 'IPostMessageReacted'],
  ...['IPostLivechatRoomStarted', 'IPostLivechatRoomClosed', 'IPostLivechatAgentAssigned'],
  'IPostLivechatRoomTransferred',
];

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAChQGA8K3PZQAAAABJRU5ErkJggg==',
  'base64',
);

/** What the app was told, by the name of the event. */
interface Heard {
  event: string;
  payload: Record<string, unknown> & IMessage;
}

let host: AppHost;
/** Milliseconds that the next post events take to set off; the default is random. */
const delays: number[] = [];

beforeAll(async () => {
  host = await AppHost.start({ implemented: EVENTS, postDelay: () => delays.shift() ?? 0 });
  await listen();
});
afterAll(() => host.stop());

/** Has the app write down what it is told from now on. */
async function listen(): Promise<void> {
  await host.app.run(
    ({ app }, events) => {
      app.told = [];
      for (const event of events) {
        app[event.replace(/^I/, 'execute')] = async (payload: object) => {
          app.told.push({ event, payload });
        };
      }
    },
    ['IPostMessageSent', ...EVENTS],
  );
}

const heard = (): Promise<Heard[]> => host.app.run(({ app }) => app.told as Heard[]);

async function hear(event: string, match: (payload: Heard['payload']) => boolean = () => true) {
  let found: Heard | undefined;
  await until(async () => {
    found = (await heard()).find((one) => one.event === event && match(one.payload));
    return found !== undefined;
  });
  return found!.payload;
}

const said = (text: string) => hear('IPostMessageSent', (message) => message.text === text);

describe('Events of sent messages', () => {
  let visitor: IVisitor;
  let room: RoomDoc;
  let agent: WebClient;

  beforeAll(async () => {
    visitor = await host.visitor({ token: 'token-of-mara', name: 'Mara Lindner' });
    room = await host.room(visitor);
    agent = await host.tab(room.servedBy!.username);
  });
  beforeEach(listen);

  test('are not waited for by who sends', async () => {
    delays.push(5_000);
    await agent.send(room._id, 'Sent at once');
    expect(await heard()).toEqual([]);
    await said('Sent at once');
  });

  test('may come in another order than the messages, and at the same time', async () => {
    await host.app.run(({ app }) => {
      app.running = app.most = 0;
      app.executePostMessageSent = async ({ text }: IMessage) => {
        app.told.push({ event: 'IPostMessageSent', payload: { text } });
        app.most = Math.max(app.most, ++app.running);
        while (app.most < 2) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        app.running--;
      };
    });
    delays.push(5_000, 0);
    await agent.send(room._id, 'first');
    await agent.send(room._id, 'second');
    await said('first');
    expect((await heard()).map(({ payload }) => payload.text)).toEqual(['second', 'first']);
    expect(await host.app.run(({ app }) => app.most as number)).toBe(2);
  });

  test("tell the app of its own messages, of visitors', agents', bots' and of those in other rooms", async () => {
    await host.app.run(async ({ read, modify }, rid) => {
      const where = (await read.getRoomReader().getById(rid))!;
      await modify
        .getCreator()
        .finish(modify.getCreator().startMessage().setRoom(where).setText('of the app'));
    }, room._id);
    await host.says(visitor, room._id, 'of the visitor');
    await agent.send(room._id, 'of the agent');
    const admin = await host.tab('admin');
    const { _id: general } = await admin.room('general');
    await admin.send(general, 'of somebody elsewhere');
    await (await host.tab('support.bot')).send(general, 'of a bot');

    expect(await said('of the app')).toMatchObject({ sender: { type: 'app', username: 'fixture.bot' } });
    expect(await said('of the visitor')).toMatchObject({ token: visitor.token, sender: { id: visitor.id } });
    expect(await said('of the agent')).toMatchObject({
      sender: { type: 'user', username: agent.me.username },
    });
    expect(await said('of a bot')).toMatchObject({ sender: { type: 'user', roles: ['bot'] } });
    expect(await said('of somebody elsewhere')).toMatchObject({ room: { type: 'c' } });
  });

  test('have a name of their own for messages of the server', async () => {
    const guest = await host.visitor({ token: 'token-of-another' });
    const { _id } = await host.room(guest);
    await hear('IPostSystemMessageSent', ({ room: where, type }) => {
      return where.id === _id && String(type) === 'livechat-started';
    });
    expect((await heard()).filter(({ event }) => event === 'IPostMessageSent')).toEqual([]);
  });

  test('do not come again when the app was down meanwhile', async () => {
    const { instance } = host.rocketChat;
    await instance.killRuntime(FIXTURE_ID);
    await agent.send(room._id, 'While it was down');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await instance.runtimeRestarted(FIXTURE_ID);
    await listen();
    await agent.send(room._id, 'When it is back');
    await said('When it is back');
    expect(JSON.stringify(await heard())).not.toContain('"text":"While it was down"');
  });
});

describe('What an agent does reaches the app', () => {
  let visitor: IVisitor;
  let room: RoomDoc;
  let agent: WebClient;

  beforeAll(async () => {
    await listen();
    const sales = await host.store.departments.findOneAsync({ name: 'Support' });
    visitor = await host.visitor({
      token: 'token-of-rafael',
      name: 'Rafael Nogueira',
      department: sales._id,
    });
    room = await host.room(visitor);
    agent = await host.tab(room.servedBy!.username);
  });

  test('taking part in a room', async () => {
    await hear('IPostLivechatRoomStarted', ({ id }) => id === room._id);
    expect(await hear('IPostLivechatAgentAssigned')).toMatchObject({
      agent: { username: agent.me.username },
    });
  });

  test('quoting: with the link in front of the text, and an attachment', async () => {
    const quoted = await agent.send(room._id, 'The first harvest');
    await agent.send(room._id, 'is here', { quote: quoted });
    const { text, attachments } = await hear(
      'IPostMessageSent',
      ({ text: words }) => !!words?.endsWith('is here'),
    );
    expect(text).toBe(`[ ](https://chat.example.org/live/${room._id}?msg=${quoted._id}) is here`);
    expect(attachments).toMatchObject([{ text: 'The first harvest' }]);
  });

  test('editing and deleting', async () => {
    const message = await agent.send(room._id, 'Ten grams');
    await agent.edit(message, 'Twelve grams');
    await hear('IPostMessageUpdated', ({ text }) => text === 'Twelve grams');
    await (await host.tab('admin')).delete(message);
    await hear('IPostMessageDeleted', ({ id }) => id === message._id);
  });

  test('reacting, by the short name of the emoji', async () => {
    const message = await host.says(visitor, room._id, 'Thank you');
    await agent.react(await agent.message(message._id), ':thumbsup:');
    expect(await hear('IPostMessageReacted')).toMatchObject({
      ...{ reaction: ':thumbsup:', isReacted: true },
      ...{ message: { id: message._id }, user: { username: agent.me.username } },
    });
  });

  test('sending an image, whose thumbnail is a second file and what the attachment shows', async () => {
    await agent.upload(room._id, { name: 'leaf.png', type: 'image/png', bytes: PNG }, 'Look');
    const message = await hear('IPostMessageSent', ({ file }) => file?.name === 'leaf.png');
    const { file, files, attachments } = message as unknown as {
      file: { _id: string };
      files: { _id: string; name: string }[];
      attachments: { imageUrl: string }[];
    };
    expect(message.text).toBe('Look');
    expect(files.map(({ name }) => name)).toEqual(['leaf.png', 'thumb-leaf.png']);
    expect(files[0]!._id).toBe(file._id);
    expect(attachments[0]!.imageUrl).toContain(files[1]!._id);
  });

  test('transferring and closing', async () => {
    const other = (await host.workspace.users.byUsername(
      agent.me.username === 'agent.ana' ? 'agent.ben' : 'agent.ana',
    ))!;
    await (await host.tab('admin')).forward(room._id, { userId: other._id });
    expect(await hear('IPostLivechatRoomTransferred')).toMatchObject({
      ...{ type: 'agent', room: { id: room._id } },
      ...{ from: { username: agent.me.username }, to: { username: other.username } },
    });
    await (await host.tab(other.username)).closeRoom(room._id, 'done');
    const closed = await hear('IPostLivechatRoomClosed', ({ id }) => id === room._id);
    expect(closed['isOpen'] ?? false).toBe(false);
  });
});
