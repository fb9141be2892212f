import { settle, startServer, World } from '../support/bridge';
import { aNumber } from '../support/fakes';
import type { Sender } from '../../src/domain/contact';
import type { InboundEvent } from '../../src/domain/inbound';

const number = aNumber();
let count = 0;

function from(sender: Sender, text = 'Hello'): { phoneNumberId?: string; event: InboundEvent } {
  const wamid = `w${++count}`;
  const sentAt = Date.UTC(2026, 10, 20, 10, 0, count);
  const event = { event: 'message', wamid, sender, sentAt, content: { kind: 'text', text } } as const;
  return { phoneNumberId: number.phoneNumberId, event };
}

describe('One person, however WhatsApp names it', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
  });

  afterEach(() => jest.useRealTimers());

  async function receive(...items: ReturnType<typeof from>[]): Promise<void> {
    for (const item of items) {
      await server.inbound.accept(number, [item]);
      await settle();
    }
  }

  it.each<[string, Sender, Sender]>([
    ['a Brazilian number without its 9', { waId: '551198765432' }, { waId: '5511998765432' }],
    ['a Mexican number with its old 1', { waId: '5215512345678' }, { waId: '525512345678' }],
    ['an Argentine number without its 9', { waId: '541123456789' }, { waId: '5491123456789' }],
    ['a hidden phone', { waId: '4915123', userId: 'DE.1' }, { userId: 'DE.1' }],
    ['a username alone', { userId: 'DE.1', username: 'ana' }, { userId: 'DE.1', username: 'ana.k' }],
    [
      'a new user id of the same number',
      { waId: '4915123', userId: 'DE.1' },
      { waId: '4915123', userId: 'DE.2' },
    ],
  ])('is the same with %s', async (_, before, after) => {
    await receive(from(before), from(after));
    expect(world.livechat.rooms.size).toBe(1);
    expect(world.livechat.visitors).toBe(1);
  });

  it('is one contact from the moment that two turn out to be the same, in the room in use', async () => {
    await receive(from({ waId: '4915123' }), from({ userId: 'DE.1' }));
    expect(world.livechat.rooms.size).toBe(2);
    await receive(from({ waId: '4915123', userId: 'DE.1' }, 'It was me twice'));
    const [byPhone, byId] = await Promise.all([
      server.contacts.find({ waId: '4915123' }),
      server.contacts.find({ userId: 'DE.1' }),
    ]);
    expect(byPhone?.id).toBe(byId?.id);
    expect(world.livechat.rooms.size).toBe(2);
    await receive(from({ waId: '4915123' }, 'And still me'));
    expect(world.livechat.rooms.size).toBe(2);
  });

  it('gets answers at the new number after a move, and is found by the user id of before', async () => {
    await receive(from({ waId: '4915123', userId: 'DE.1' }));
    const move = { waId: '4915999', userId: 'DE.2' };
    const event: InboundEvent = {
      event: 'identity',
      id: 'move',
      change: 'number',
      from: { waId: '4915123', userId: 'DE.1' },
      to: move,
      at: Date.UTC(2026, 10, 20, 11),
    };
    await receive({ event });
    const contact = await server.contacts.find({ userId: 'DE.1' });
    expect(contact).toMatchObject({ waId: '4915999', userId: 'DE.2', formerUserIds: ['DE.1'] });
    await expect(
      server.conversationRecords.find(contact!.id, number.id, { fresh: true }),
    ).resolves.toMatchObject({ replyTo: move });
    await receive(from(move, 'Here I am'));
    expect(world.livechat.rooms.size).toBe(1);
  });

  it.each<[string, Sender]>([
    ['a number', { waId: '4915123', name: 'Ana' }],
    ['a user id', { userId: 'DE.1', name: 'Ana' }],
  ])('is heard again after its contact was deleted, known by %s', async (_, sender) => {
    await receive(from(sender));
    const [[roomId, room] = []] = world.livechat.rooms;
    const removed = room!.visitor.token;
    world.livechat.rooms.delete(roomId!);
    world.livechat.removed.add(removed);
    await receive(from(sender, 'Me again'), from(sender, 'And again'));
    expect(world.livechat.visitors).toBe(2);
    expect([...world.livechat.rooms.values()].map(({ visitor }) => visitor.token)).toEqual([
      expect.not.stringContaining(removed),
    ]);
    const texts = world.livechat.posts.filter(({ by }) => by === 'visitor').map(({ text }) => text);
    expect(texts).toEqual(['Hello', 'Me again', 'And again']);
  });

  it('keeps the name that an agent chose for the visitor', async () => {
    await receive(from({ userId: 'DE.1', name: 'Ana' }));
    const [token, profile] = [...world.livechat.profiles.entries()][0]!;
    world.livechat.profiles.set(token, { ...profile, name: 'Ana (VIP)' });
    await receive(from({ userId: 'DE.1', name: 'Ana K.' }), from({ userId: 'DE.1', name: 'Ana B.' }));
    expect(world.livechat.profiles.get(token)?.name).toBe('Ana (VIP)');
  });

  it('has the name of today where nobody chose another', async () => {
    await receive(from({ userId: 'DE.1', name: 'Ana' }), from({ userId: 'DE.1', name: 'Ana K.' }));
    expect([...world.livechat.profiles.values()].map(({ name }) => name)).toEqual(['Ana K.']);
  });
});
