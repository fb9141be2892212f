import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import { AppHost, SOURCE } from '../support/appHost';
import { FIXTURE_ID } from '../support/fixtureApp';

let host: AppHost;

beforeAll(async () => {
  host = await AppHost.start();
});
afterAll(() => host.stop());

const phoneOf = (phoneNumber: string): IVisitor['phone'] => [{ phoneNumber }];

describe('A visitor that an app registers', () => {
  test('is known by its token first, whatever else differs', async () => {
    const first = await host.visitor({ token: 'token-a', name: 'Mara', phone: phoneOf('+491510000001') });
    const again = await host.visitor({ token: 'token-a', name: 'Mara L.', phone: phoneOf('+491510000002') });
    expect(again).toMatchObject({ id: first.id, name: 'Mara L.', phone: phoneOf('+491510000002') });
  });

  test("is known by its phone next, and the app's token is lost", async () => {
    const widget = await host.visitor({ token: 'of-the-widget', phone: phoneOf('+491510000003') });
    const ours = await host.visitor({ token: 'of-the-app', phone: phoneOf('+491510000003') });
    expect(ours).toMatchObject({ id: widget.id, token: 'of-the-widget' });
    expect(await host.store.visitors.countAsync({ token: 'of-the-app' })).toBe(0);
  });

  test('is another one when the phone is written otherwise', async () => {
    const plus = await host.visitor({ token: 'plus', phone: phoneOf('+491510000004') });
    const bare = await host.visitor({ token: 'bare', phone: phoneOf('491510000004') });
    expect(bare.id).not.toBe(plus.id);
  });

  test("is known by its e-mail address last, and gets the app's token", async () => {
    const visitorEmails = [{ address: 'mara@example.org' }];
    const widget = await host.visitor({ token: 'mail-widget', visitorEmails });
    const ours = await host.visitor({ token: 'mail-app', visitorEmails });
    expect(ours).toMatchObject({ id: widget.id, token: 'mail-app' });
    expect(await host.store.visitors.countAsync({ token: 'mail-widget' })).toBe(0);
  });

  test('is a new guest with the next number where nothing fits', async () => {
    expect((await host.visitor({ token: 'nobody-yet' })).username).toMatch(/^guest-\d+$/);
  });

  test('must have a token', async () => {
    await expect(host.visitor({ name: 'Nobody' })).rejects.toThrow('error-invalid-token');
  });
});

describe('A room that an app opens', () => {
  let visitor: IVisitor;

  beforeEach(async () => {
    visitor = await host.visitor({ token: `token-${Date.now()}`, name: 'Rafael Nogueira' });
  });

  test('is always a new one, even while another is open', async () => {
    const [first, second] = [await host.room(visitor), await host.room(visitor)];
    expect(first._id).not.toBe(second._id);
    expect([first.open, second.open]).toEqual([true, true]);
  });

  test('has the label and custom fields of the app, which is named as its source', async () => {
    const room = await host.room(visitor, { source: SOURCE, customFields: { whatsappNumberId: 'n1' } });
    expect(room).toMatchObject({
      source: { type: 'app', id: FIXTURE_ID, alias: 'Fixture', label: '+4930901820' },
      customFields: { whatsappNumberId: 'n1' },
    });
  });

  test('needs a source of the type app', async () => {
    await expect(host.room(visitor, {})).rejects.toThrow('Invalid source type for livechat room');
  });

  test('is served by an agent of its department', async () => {
    const sales = await host.store.departments.findOneAsync({ name: 'Sales' });
    const room = await host.room({ ...visitor, department: sales._id });
    expect(room).toMatchObject({ departmentId: sales._id, servedBy: { username: 'agent.ben' } });
  });

  describe('while no agent is online', () => {
    const agents = ['agent.ana', 'agent.ben'];
    const setAll = async (status: 'online' | 'offline'): Promise<void> => {
      for (const name of agents) {
        const { _id } = (await host.workspace.users.byUsername(name))!;
        await host.workspace.setPresence(_id, status);
      }
    };

    beforeAll(() => setAll('offline'));
    afterAll(async () => {
      await host.workspace.settings.set('Livechat_accept_chats_with_no_agents', false);
      await setAll('online');
    });

    test('is refused by default', async () => {
      await expect(host.room(visitor)).rejects.toThrow('no-agent-online');
      expect(await host.store.rooms.countAsync({ 'v.token': visitor.token })).toBe(0);
      expect(await host.app.run(({ read }) => read.getLivechatReader().isOnlineAsync())).toBe(false);
    });

    test('waits in the queue where the workspace says so', async () => {
      await host.workspace.settings.set('Livechat_accept_chats_with_no_agents', true);
      const room = await host.room(visitor);
      expect(room.servedBy).toBeUndefined();
      const { status } = await host.store.inquiries.findOneAsync({ rid: room._id });
      expect(status).toMatch(/queued|ready/);
    });
  });
});

describe('What an app says as a visitor', () => {
  let visitor: IVisitor;

  beforeEach(async () => {
    visitor = await host.visitor({ token: `token-${Date.now()}`, name: 'Rafael Nogueira' });
  });

  test('carries the token and the name of the visitor, and may be of any length', async () => {
    const room = await host.room(visitor);
    const { token, alias, msg } = await host.says(visitor, room._id, 'x'.repeat(6_000));
    expect([token, alias, msg.length]).toEqual([visitor.token, 'Rafael Nogueira', 6_000]);
  });

  test('opens another room when its own is closed: without label and custom fields, and silently', async () => {
    const room = await host.room(visitor, { source: SOURCE, customFields: { whatsappNumberId: 'n1' } });
    const agent = await host.tab(room.servedBy!.username);
    await agent.closeRoom(room._id, 'done');
    const { rid } = await host.says(visitor, room._id, 'One more thing');
    expect(rid).not.toBe(room._id);
    const other = await host.store.rooms.findOneAsync({ _id: rid });
    expect(other.source).toEqual({ type: 'app', id: FIXTURE_ID, alias: 'fixture' });
    expect(other.customFields).toBeUndefined();
  });

  test("does not get into another visitor's room", async () => {
    const room = await host.room(visitor);
    const other = await host.visitor({ token: 'somebody-else' });
    await expect(host.says(other, room._id, 'Let me in')).rejects.toThrow('cannot-access-room');
  });

  test('needs a token', async () => {
    const room = await host.room(visitor);
    const tokenless = { ...visitor, token: undefined };
    await expect(host.says(tokenless as unknown as IVisitor, room._id, 'hi')).rejects.toThrow(
      'Invalid visitor sending the message',
    );
  });

  test('has a limit of 5000 characters when it is said as the app itself', async () => {
    const room = await host.room(visitor);
    const say = (text: string): Promise<string> =>
      host.app.run(
        async ({ read, modify }, rid, words) => {
          const where = (await read.getRoomReader().getById(rid))!;
          return modify.getCreator().finish(modify.getCreator().startMessage().setRoom(where).setText(words));
        },
        room._id,
        text,
      );
    expect(await say('x'.repeat(5_000))).toEqual(expect.any(String));
    await expect(say('x'.repeat(5_001))).rejects.toThrow('error-message-size-exceeded');
  });
});
