import { failed } from '../../../src/domain/failure';
import type { InboundMessage } from '../../../src/domain/inbound';
import type { Route } from '../../../src/domain/outreach';
import type { OutreachRequest } from '../../../src/services/outreach/outreach';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const HOUR = 60 * 60_000;
const number = aNumber({ departmentId: 'support' });
const ana = { waId: '4915123456789' };
const template = { name: 'order_update', language: 'de', components: [] };
const sender = { id: 'user-1', username: 'agent.ben', name: 'Ben' };

describe('OutreachService', () => {
  let world: World;
  let messages = 0;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    world.workspace.list = ['support', 'sales'].map((id) => ({ id, name: id }));
  });

  afterEach(() => jest.useRealTimers());

  async function connected() {
    const server = startServer(world);
    await server.numbers.save(number);
    return server;
  }

  type Server = Awaited<ReturnType<typeof connected>>;

  async function send(server: Server, overrides: Partial<OutreachRequest> = {}) {
    const sent = await server.outreach.send({
      ...{ number, to: ana, template, category: 'UTILITY', urgency: 'reply' },
      words: 'Your order is on its way.',
      sender,
      ...overrides,
    });
    if (!sent.ok) {
      throw new Error('It was refused');
    }
    await sent.value.outcome;
    world.clock.advance(1_000);
    return sent.value;
  }

  async function answer(server: Server, words: string, overrides: Partial<InboundMessage> = {}) {
    const event: InboundMessage = {
      ...{ event: 'message', wamid: `wamid.IN${++messages}`, sentAt: world.clock.now() },
      sender: { ...ana, userId: 'DE.1001', name: 'Ana' },
      content: { kind: 'text', text: words },
      ...overrides,
    };
    await server.inbound.accept(number, [{ event }]);
    await settle();
    world.clock.advance(1_000);
  }

  const posts = () => world.livechat.posts.map(({ text, alias, by }) => [by, alias ?? '', text]);

  it('sends to somebody whom nobody knows, and neither makes a visitor nor opens a room', async () => {
    const server = await connected();
    const sent = await send(server);
    expect(world.api.sent).toEqual([
      { to: ana, content: { kind: 'template', template }, callbackData: `outreach/${sent.id}#0` },
    ]);
    expect(sent).toMatchObject({ isNew: true });
    expect(sent.roomId).toBeUndefined();
    expect([world.livechat.visitors, world.livechat.rooms.size]).toEqual([0, 0]);
  });

  it('shows what was sent at the top of the room that the answer opens, on whichever server', async () => {
    await send(await connected());
    await send(startServer(world), { words: 'It has arrived.', sender: undefined });
    await answer(startServer(world), 'Thank you');
    expect(posts()).toEqual([
      ['bot', 'Ben', 'Your order is on its way.'],
      ['bot', '', 'It has arrived.'],
      ['visitor', '', 'Thank you'],
    ]);
  });

  it('shows what is longer than a message may be in several, the first of which stands for all', async () => {
    const cards = Array.from({ length: 10 }, (_, index) => `Card ${index + 1}\n${'x'.repeat(700)}`);
    const server = await connected();
    await send(server, { words: cards.join('\n\n') });
    await answer(server, 'The third one please', { quotes: 'wamid.OUT1' });
    const shown = world.livechat.posts.filter(({ by }) => by === 'bot');
    expect(shown.map(({ alias }) => alias)).toEqual(['Ben', 'Ben']);
    expect(Math.max(...shown.map(({ text = '' }) => text.length))).toBeLessThanOrEqual(5000);
    expect(shown.map(({ text }) => text).join('\n\n')).toBe(cards.join('\n\n'));
    await expect(server.messageInfo.of(shown[0]!.id)).resolves.toMatchObject([{ wamid: 'wamid.OUT1' }]);
  });

  it('shows it once: not in a later room again', async () => {
    const server = await connected();
    await send(server);
    await answer(server, 'Thank you');
    await world.livechat.close('room-1');
    await answer(server, 'One more thing');
    expect(posts().filter(([by]) => by === 'bot')).toHaveLength(1);
  });

  it('ties it to its message in the room, for quotes and its fate', async () => {
    const server = await connected();
    await send(server);
    await answer(server, 'Thank you', { quotes: 'wamid.OUT1' });
    const { id } = world.livechat.posts[0]!;
    await expect(server.links.byWamid('wamid.OUT1')).resolves.toMatchObject({
      messageId: id,
      roomId: 'room-1',
    });
    await expect(server.messageInfo.of(id)).resolves.toMatchObject([{ wamid: 'wamid.OUT1' }]);
    expect(world.livechat.posts[1]?.text).toContain(`/live/room-1?msg=${id}`);
  });

  describe('where the answer goes', () => {
    const wanted: Route = { agentId: 'user-1', departmentId: 'sales' };
    it.each<[string, Route | undefined, string[], Route]>([
      ['the agent, in the department that was chosen', wanted, [], wanted],
      ['the department, when the agent is away', wanted, ['user-1'], { departmentId: 'sales' }],
      [
        "the agent, in the number's department, when nobody of the chosen one is there",
        wanted,
        ['sales'],
        { agentId: 'user-1', departmentId: 'support' },
      ],
      [
        "the number's department, when all are away",
        wanted,
        ['user-1', 'sales'],
        { departmentId: 'support' },
      ],
      ["the number's department, when nobody was named", undefined, [], { departmentId: 'support' }],
    ])('%s', async (_label, route, away, expected) => {
      const server = await connected();
      await send(server, { route });
      away.forEach((id) => world.livechat.away.add(id));
      await answer(server, 'Hello');
      expect(world.livechat.routes).toEqual([expected]);
    });

    const toUser = (agentId: string) => ({ route: { agentId } });
    const byDefault = { departmentId: 'support' };

    it('to who wrote last, of two agents who wrote to the same person', async () => {
      const server = await connected();
      await send(server, toUser('user-1'));
      await send(server, toUser('user-2'));
      await answer(server, 'Hello');
      expect(world.livechat.routes).toEqual([{ agentId: 'user-2', ...byDefault }]);
    });

    it('to whose template is answered, where the answer tells it', async () => {
      const server = await connected();
      await send(server, toUser('user-1'));
      await send(server, toUser('user-2'));
      await answer(server, 'Yes', { quotes: 'wamid.OUT1' });
      expect(world.livechat.routes).toEqual([{ agentId: 'user-1', ...byDefault }]);
    });

    it('to nobody in particular after a week, nor for what was written after the answer', async () => {
      const server = await connected();
      await send(server, toUser('user-1'));
      world.clock.advance(7 * 24 * HOUR);
      await answer(server, 'Hello');
      await world.livechat.close('room-1');
      await send(server, toUser('user-2'));
      await answer(server, 'Thank you');
      await world.livechat.close('room-2');
      await answer(server, 'Bye');
      expect(world.livechat.routes).toEqual([byDefault, { agentId: 'user-2', ...byDefault }, byDefault]);
    });

    it('to the sender also when the answer had to wait for somebody to be there', async () => {
      const server = await connected();
      await send(server, toUser('user-1'));
      world.livechat.refusal = aFailure({ code: 'no-agent-online' });
      await answer(server, 'Hello');
      world.livechat.refusal = undefined;
      world.clock.advance(60_000);
      await server.inbound.resume();
      await settle();
      expect(world.livechat.routes).toEqual([{ agentId: 'user-1', ...byDefault }]);
      expect(posts().map(([, , text]) => text)).toEqual(['Your order is on its way.', 'Hello']);
    });

    it("to the number's department, when the chosen one is gone from a workspace that takes chats with nobody there", async () => {
      const server = await connected();
      await send(server, { route: { departmentId: 'sales' } });
      world.workspace.list = [{ id: 'support', name: 'Support' }];
      await answer(server, 'Hello');
      expect(world.livechat.routes).toEqual([byDefault]);
    });

    it.each<[string, string, Route]>([
      ['the sender', 'user-1', { agentId: 'user-1', ...byDefault }],
      ['the chosen department', 'sales', { departmentId: 'sales' }],
      ["the number's department", 'support', byDefault],
    ])('to whoever comes first, when all were away: %s', async (_who, comes, expected) => {
      const server = await connected();
      await send(server, { route: wanted });
      const all = ['user-1', 'sales', 'support'];
      all.forEach((id) => world.livechat.away.add(id));
      await answer(server, 'Hello');
      await answer(server, 'Are you there?');
      const sweep = async () => {
        world.clock.advance(60_000);
        await startServer(world).inbound.resume();
        await settle();
      };
      const asked = jest.spyOn(world.livechat, 'openRoom');
      await sweep();
      expect(asked).not.toHaveBeenCalled();
      world.livechat.away.delete(comes);
      await sweep();
      expect(world.livechat.routes).toEqual([expected]);
      const words = ['Your order is on its way.', 'Hello', 'Are you there?'];
      expect(posts().flatMap(([, , text]) => (words.includes(text ?? '') ? [text] : []))).toEqual(words);
    });
  });

  it('knows the person by the user id that a status told, when the answer hides the phone', async () => {
    const server = await connected();
    const { id } = await send(server, { route: { agentId: 'user-1' } });
    await server.deliveries.update({
      ...{ event: 'status', wamid: 'wamid.OUT1', status: 'delivered', at: 0 },
      ...{ callbackData: `outreach/${id}#0`, recipientUserId: 'DE.1001' },
    });
    await answer(server, 'Hello', { sender: { userId: 'DE.1001', name: 'Ana' } });
    expect(world.livechat.routes).toMatchObject([{ agentId: 'user-1' }]);
    expect(posts()[0]).toEqual(['bot', 'Ben', 'Your order is on its way.']);
  });

  it('reaches people who are known by their user id alone', async () => {
    const server = await connected();
    await send(server, { to: { userId: 'DE.2002' }, route: { agentId: 'user-1' } });
    expect(world.api.sent).toMatchObject([{ to: { userId: 'DE.2002' } }]);
    await answer(server, 'Hello', { sender: { userId: 'DE.2002', name: 'Bo' } });
    expect(world.livechat.routes).toMatchObject([{ agentId: 'user-1' }]);
  });

  it('shows it in the open room of the person, before it goes out, and says so', async () => {
    const server = await connected();
    await answer(server, 'Hello');
    const sent = await send(server, { to: { waId: '4915123456789' } });
    expect(sent.roomId).toBe('room-1');
    expect(posts().at(-1)).toEqual(['bot', 'Ben', 'Your order is on its way.']);
    const { id } = world.livechat.posts.at(-1)!;
    await expect(server.messageInfo.of(id)).resolves.toMatchObject([{ wamid: 'wamid.OUT1' }]);
  });

  it('sends to the form of the number that its owner wrote from', async () => {
    const server = await connected();
    await answer(server, 'Oi', { sender: { waId: '551187654321', name: 'Lia' } });
    await send(server, { to: { waId: '5511987654321' } });
    expect(world.api.sent).toMatchObject([{ to: { waId: '551187654321' } }]);
  });

  it('shows it once when the room opens on another server at the same moment', async () => {
    const servers = [await connected(), startServer(world)] as const;
    await Promise.all([send(servers[0]), answer(servers[1], 'Hello')]);
    await settle(2_000);
    expect(posts().filter(([by]) => by === 'bot')).toEqual([['bot', 'Ben', 'Your order is on its way.']]);
    expect(world.livechat.rooms.size).toBe(1);
  });

  it('sends once under an id, however often and wherever it is asked to', async () => {
    const servers = [await connected(), startServer(world)];
    const asked = Array.from({ length: 10 }, (_, turn) => send(servers[turn % 2]!, { id: 'job-7-ana' }));
    const sent = await Promise.all(asked);
    expect(world.api.sent).toHaveLength(1);
    expect(sent.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('uploads a file of the workspace when its turn has come, and puts its media id into the header', async () => {
    const server = await connected();
    const parameters = [{ type: 'image', image: { id: 'file:f1' } }];
    await send(server, {
      template: { ...template, components: [{ type: 'header', parameters }] },
      files: [{ placeholder: 'file:f1', fileId: 'f1', filename: 'tea.jpg', mimeType: 'image/jpeg' }],
    });
    expect(world.api.uploads).toMatchObject([{ filename: 'tea.jpg' }]);
    expect(world.api.sent[0]?.content).toMatchObject({
      template: { components: [{ parameters: [{ image: { id: 'media-1' } }] }] },
    });
  });

  it('refuses marketing to who has stopped it, and sends everything else', async () => {
    const server = await connected();
    await server.optOuts.choose(number, ana, { wanted: false, source: 'whatsapp', at: 0 });
    const request = { number, to: ana, template, words: 'Sale!', urgency: 'automatic' } as const;
    await expect(server.outreach.send({ ...request, category: 'MARKETING' })).resolves.toMatchObject({
      ok: false,
      failure: { code: 'opted-out' },
    });
    await expect(server.outreach.send({ ...request, category: 'UTILITY' })).resolves.toMatchObject({
      ok: true,
    });
  });

  describe('when it fails', () => {
    it('tells the sender where there is no room, and sends again on demand', async () => {
      const server = await connected();
      world.api.sendAnswers = [failed(aFailure({ code: 131016, retryable: false, uncertain: true }))];
      const sent = await send(server);
      await expect(sent.outcome).resolves.toMatchObject({ ok: false });
      const [told] = world.notices.users;
      expect(told).toMatchObject({
        username: 'agent.ben',
        sentence: { params: { template: 'order_update', recipient: '+49 1512 3456789' } },
        actions: [{ id: 'message-retry', value: `outreach/${sent.id} 0 1 1` }],
      });
      await server.secondTries.retry({ messageId: `outreach/${sent.id}`, from: 0, alone: true, attempt: 1 });
      await settle();
      expect(world.api.sent).toHaveLength(2);
      expect(world.api.sent[1]?.callbackData).toBe(`outreach/${sent.id}#0.1`);
    });

    it('tells it at the message where there is a room', async () => {
      const server = await connected();
      await answer(server, 'Hello');
      const { id } = await send(server);
      await server.deliveries.update({
        ...{ event: 'status', wamid: 'wamid.OUT1', status: 'failed', at: 0 },
        ...{ callbackData: `outreach/${id}#0`, errors: [{ code: 131049, details: '' }] },
      });
      const messageId = world.livechat.posts.at(-1)!.id;
      const actions = [{ id: 'send-template', value: 'room-1' }];
      expect(world.notices.failures).toMatchObject([
        { roomId: 'room-1', messageId, failure: { code: 131049 }, actions },
      ]);
    });

    it('does not show it in a later room, nor route by it', async () => {
      const server = await connected();
      world.api.sendAnswers = [failed(aFailure({ code: 132001 }))];
      await send(server, { route: { agentId: 'user-1' } });
      await answer(server, 'Hello');
      expect(posts()).toEqual([['visitor', '', 'Hello']]);
      expect(world.livechat.routes).toEqual([{ departmentId: 'support' }]);
    });

    it('is taken up by another server when the first one died before it sent', async () => {
      const server = await connected();
      world.api.send = () => new Promise(() => undefined);
      void server.outreach.send({
        ...{ number, to: ana, template, category: 'UTILITY', urgency: 'reply', words: 'Hi' },
        sender,
      });
      await settle();
      world.clock.advance(2 * 60_000);
      await startServer(world).outbound.resume();
      await settle();
      expect(world.notices.users).toMatchObject([{ sentence: { key: 'outreach.failed' } }]);
    });
  });

  it('marks what became of it at its message in the room', async () => {
    world.settings.deliveryMarks = 'all';
    world.livechat.mayReact = true;
    const server = await connected();
    await answer(server, 'Hello');
    const { id } = await send(server);
    await server.deliveries.update({
      ...{ event: 'status', wamid: 'wamid.OUT1', status: 'delivered', at: 0 },
      callbackData: `outreach/${id}#0`,
    });
    expect(world.livechat.posts.at(-1)?.reactions).toEqual(['white_check_mark']);
  });

  it('reports its fate as that of a template, by the filter of the settings', async () => {
    world.settings.statusEndpointUrl = 'https://status.example.org';
    world.settings.statusFilter = 'Template_Messages';
    const server = await connected();
    const { id } = await send(server);
    await server.deliveries.update({
      ...{ event: 'status', wamid: 'wamid.OUT1', status: 'delivered', at: 0 },
      callbackData: `outreach/${id}#0`,
    });
    await settle();
    expect(world.endpoint.requests.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      {
        ...{ type: 'Template-Message', message: 'Your order is on its way.', MessageStatus: 'delivered' },
        connectedWhatsAppNo: '4930901820',
      },
    ]);
  });
});
