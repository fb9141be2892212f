import type { InboundMessage, Reaction } from '../../src/domain/inbound';
import type { InboundContent } from '../../src/domain/inboundContent';
import { startServer, settle, World } from '../support/bridge';
import { aFailure, aNumber } from '../support/fakes';

const number = aNumber({ messages: { welcome: 'Welcome!', offline: 'Nobody is here' } });

function message(wamid: string, content: InboundContent | string, overrides: Partial<InboundMessage> = {}) {
  const event: InboundMessage = {
    ...{ event: 'message', wamid, sentAt: Date.UTC(2026, 10, 20, 10) },
    sender: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
    content: typeof content === 'string' ? { kind: 'text', text: content } : content,
    ...overrides,
  };
  return { phoneNumberId: number.phoneNumberId, event };
}

describe('InboundService', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  async function connected() {
    const server = startServer(world);
    await server.numbers.save(number);
    return server;
  }

  const visitorPosts = (): (string | undefined)[] =>
    world.livechat.posts.filter(({ by }) => by === 'visitor').map(({ text, file }) => text ?? file);

  it('opens a room for the first message and greets once', async () => {
    const server = await connected();
    await server.inbound.accept(number, [message('w1', 'Hello'), message('w2', 'Are you there?')]);
    await settle();
    expect(world.livechat.rooms.size).toBe(1);
    expect(visitorPosts()).toEqual(['Hello', 'Are you there?']);
    expect(world.api.texts()).toEqual(['Welcome!']);
  });

  it('keeps a message once where Rocket.Chat lets nobody welcome its customer', async () => {
    const server = await connected();
    const refusal = new Error('error-mac-limit-reached');
    const posting = jest.spyOn(world.livechat, 'postAsBot').mockRejectedValue(refusal);
    await server.inbound.accept(number, [message('w1', 'Hello'), message('w2', 'Are you there?')]);
    await settle(60_000);
    await server.inbound.resume();
    await settle();
    expect(posting).toHaveBeenCalledTimes(1);
    expect(visitorPosts()).toEqual(['Hello', 'Are you there?']);
    const { errors } = await server.counter.traffic(number.id);
    expect(errors).toEqual({});
  });

  it('makes one message of ten deliveries at once, to two servers', async () => {
    const servers = [await connected(), startServer(world)];
    const deliveries = Array.from({ length: 10 }, (_, turn) =>
      servers[turn % 2]!.inbound.accept(number, [message('w1', 'Hello')]),
    );
    await Promise.all(deliveries);
    await settle();
    expect(visitorPosts()).toEqual(['Hello']);
  });

  it('opens one room for ten first messages that reach two servers at once', async () => {
    const servers = [await connected(), startServer(world)];
    const deliveries = Array.from({ length: 10 }, (_, turn) =>
      servers[turn % 2]!.inbound.accept(number, [message(`w${turn}`, `Text ${turn}`)]),
    );
    await Promise.all(deliveries);
    await settle(2_000);
    expect(world.livechat.rooms.size).toBe(1);
    expect(visitorPosts()).toHaveLength(10);
  });

  it('puts messages of one sender in the order of their timestamps while they wait', async () => {
    const server = await connected();
    const at = (second: number): Partial<InboundMessage> => ({
      sentAt: Date.UTC(2026, 10, 20, 10, 0, second),
    });
    await server.inbound.accept(number, [
      message('w1', 'one', at(1)),
      message('w3', 'three', at(3)),
      message('w2', 'two', at(2)),
    ]);
    await settle();
    expect(visitorPosts()).toEqual(['one', 'two', 'three']);
  });

  it('opens a new room when the last one was closed', async () => {
    const server = await connected();
    await server.inbound.accept(number, [message('w1', 'Hello')]);
    await settle();
    await world.livechat.close('room-1');
    await server.inbound.accept(number, [message('w2', 'Hello again')]);
    await settle();
    expect(world.livechat.posts.filter(({ by }) => by === 'visitor').map(({ roomId }) => roomId)).toEqual([
      'room-1',
      'room-2',
    ]);
    expect(world.livechat.visitors).toBe(1);
  });

  it('keeps the messages of one person to two numbers in two rooms', async () => {
    const server = await connected();
    const other = aNumber({ id: 'number-2', apiKey: 'key-2' });
    await server.numbers.save(other);
    await server.inbound.accept(number, [message('w1', 'To the first')]);
    await server.inbound.accept(other, [message('w2', 'To the second')]);
    await settle();
    expect(world.livechat.rooms.size).toBe(2);
    expect(world.livechat.visitors).toBe(1);
  });

  it('recognises a person by the BSUID after the phone disappeared', async () => {
    const server = await connected();
    await server.inbound.accept(number, [message('w1', 'With phone')]);
    await settle();
    await server.inbound.accept(number, [
      message('w2', 'Without', { sender: { userId: 'DE.1001', username: 'ana.k' } }),
    ]);
    await settle();
    expect(world.livechat.rooms.size).toBe(1);
    await expect(server.contacts.find({ userId: 'DE.1001' })).resolves.toMatchObject({
      waId: '4915123456789',
      username: 'ana.k',
    });
  });

  it('holds messages while nobody is there, says so once, and delivers them in order later', async () => {
    const server = await connected();
    world.livechat.refusal = aFailure({ code: 'no-agent-online' });
    await server.inbound.accept(number, [message('w1', 'one'), message('w2', 'two')]);
    await settle();
    expect(visitorPosts()).toEqual([]);
    expect(world.api.texts()).toEqual(['Nobody is here']);
    world.livechat.refusal = undefined;
    world.clock.advance(31_000);
    await server.inbound.resume();
    await settle();
    expect(visitorPosts()).toEqual(['one', 'two']);
    expect(world.api.texts()).toEqual(['Nobody is here', 'Welcome!']);
  });

  it('posts what a crashed server accepted and had not posted', async () => {
    const crashed = await connected();
    const entry = { key: 'w1', numberId: number.id, event: message('w1', 'Hello').event, receivedAt: 0 };
    await crashed.inbox.claim(entry);
    world.clock.advance(31_000);
    await startServer(world).inbound.resume();
    await settle();
    expect(visitorPosts()).toEqual(['Hello']);
  });

  it('does not post again what a crashed server had posted but not noted', async () => {
    const crashed = await connected();
    await crashed.inbound.accept(number, [message('w0', 'First')]);
    await settle();
    const [room] = [...world.livechat.rooms.values()];
    const entry = { key: 'w1', numberId: number.id, event: message('w1', 'Hello').event, receivedAt: 0 };
    await crashed.inbox.claim(entry);
    await world.livechat.postAsVisitor(room!, 'Hello');
    world.clock.advance(31_000);
    const next = startServer(world);
    await next.inbound.resume();
    await settle();
    expect(visitorPosts()).toEqual(['First', 'Hello']);
    await expect(next.links.byWamid('w1')).resolves.toMatchObject({ roomId: room!.id });
  });

  it('rejects when an event could not be stored, so that the webhook comes again', async () => {
    const server = await connected();
    world.database.broken = true;
    await expect(server.inbound.accept(number, [message('w1', 'Hello')])).rejects.toThrow(
      'the database is away',
    );
    world.database.broken = false;
    await settle();
    await server.inbound.accept(number, [message('w1', 'Hello')]);
    await settle();
    expect(visitorPosts().length).toBeLessThanOrEqual(1);
  });

  it.each<[string, InboundContent, unknown]>([
    [
      'a picture',
      { kind: 'media', media: 'image', id: 'm1', mimeType: 'image/jpeg' },
      ['image_20261120_100000.jpg'],
    ],
    [
      'a document with a caption',
      {
        ...{ kind: 'media', media: 'document', id: 'm2' },
        mimeType: 'application/pdf',
        filename: 'bill.pdf',
        caption: 'See',
      },
      ['bill.pdf', 'See'],
    ],
    ['a tap', { kind: 'reply', id: 'yes', title: 'Yes' }, ['Yes']],
    ['a kind unknown to us', { kind: 'unsupported', type: 'poll' }, [expect.stringContaining('poll')]],
    [
      'a picture that WhatsApp lost',
      { kind: 'media', media: 'image', mimeType: 'image/jpeg' },
      [expect.stringContaining('image')],
    ],
  ])('shows %s', async (_, content, shown) => {
    const server = await connected();
    await server.inbound.accept(number, [message('w1', content)]);
    await settle();
    expect(visitorPosts()).toEqual(shown);
  });

  it('opens no room for a reaction', async () => {
    const server = await connected();
    const event: Reaction = {
      ...{ event: 'reaction', wamid: 'w1', target: 'w0', emoji: '👍', by: 'customer', sentAt: 1 },
      customer: { waId: '4915123456789' },
    };
    await server.inbound.accept(number, [{ event }]);
    await settle();
    expect(visitorPosts()).toEqual([]);
  });

  it('needs no more than six calls to the host for a text into an open room', async () => {
    const server = await connected();
    await server.inbound.accept(number, [message('w1', 'Hello')]);
    await settle();
    const before = world.database.calls;
    await server.inbound.accept(number, [message('w2', 'And again')]);
    expect(world.database.calls - before).toBeLessThanOrEqual(2);
    await settle();
    // Besides the records: one look at the room and one message.
    expect(world.database.calls - before).toBeLessThanOrEqual(4);
  });
});
