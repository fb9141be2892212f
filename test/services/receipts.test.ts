import { failed, type Result } from '../../src/domain/failure';
import { settle, startServer, World } from '../support/bridge';
import { aFailure, aNumber } from '../support/fakes';

const number = aNumber();
const place = { roomId: 'room-1', numberId: number.id, contactId: 'contact-1' };
const served = { isServed: true, servedByBot: false };

describe('ReadReceipts', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    world.settings.readReceipts = 'reply';
    server = startServer(world);
    await server.numbers.save(number);
  });

  afterEach(() => jest.useRealTimers());

  const marked = (): string[] => world.api.readMarks.map(({ wamid }) => wamid);

  /** Stands in the room, with its link, as every message that was handled. */
  async function inRoom(wamid: string): Promise<void> {
    world.livechat.written.visitors.set('room-1', `message of ${wamid}`);
    await server.links.save({
      wamid,
      messageId: `message of ${wamid}`,
      roomId: 'room-1',
      direction: 'in',
    });
  }

  it.each<['off' | 'reply' | 'assigned', string[]]>([
    ['off', []],
    ['reply', ['w1']],
    ['assigned', ['w1']],
  ])('with the setting %s marks an answered message: %j', async (setting, expected) => {
    world.settings.readReceipts = setting;
    await server.receipts.received(place, 'w1', { ...served, isServed: false });
    await server.receipts.answered(place);
    expect(marked()).toEqual(expected);
  });

  it('marks each last message once', async () => {
    await server.receipts.received(place, 'w1', served);
    await server.receipts.answered(place);
    await server.receipts.answered(place);
    await server.receipts.received(place, 'w2', served);
    await server.receipts.answered(place);
    expect(marked()).toEqual(['w1', 'w2']);
  });

  it('finds the last message in the room after a restart', async () => {
    await inRoom('w1');
    const restarted = startServer(world);
    await restarted.receipts.answered(place);
    await restarted.receipts.answered(place);
    expect(marked()).toEqual(['w1']);
  });

  it('marks the last message though another server received it', async () => {
    const there = startServer(world);
    for (const one of [server, there, server]) {
      await one.peers.look();
    }
    await server.receipts.received(place, 'w1', served);
    await inRoom('w1');
    await server.receipts.answered(place);
    await there.receipts.received(place, 'w2', served);
    await inRoom('w2');
    await server.receipts.answered(place);
    expect(marked()).toEqual(['w1', 'w2']);
  });

  it('does not look into rooms on a single server that knows', async () => {
    const look = jest.spyOn(world.livechat.written, 'lastOfVisitor');
    await server.receipts.received(place, 'w1', served);
    await server.receipts.answered(place);
    expect(look).not.toHaveBeenCalled();
  });

  it('shows a bot as writing when it serves the room, and people once they take it', async () => {
    world.settings.readReceipts = 'assigned';
    await server.receipts.received(place, 'w1', { isServed: true, servedByBot: true });
    await server.receipts.received(place, 'w2', { isServed: false, servedByBot: false });
    await server.receipts.assigned(place);
    expect(world.api.readMarks).toEqual([
      { wamid: 'w1', typing: true },
      { wamid: 'w2', typing: true },
    ]);
  });

  it.each<[string, () => Promise<Result<void>>]>([
    ['refuses it', () => Promise.resolve(failed(aFailure()))],
    ['cannot be reached', () => Promise.reject(new Error('connection reset'))],
    ['does not answer', () => new Promise(() => undefined)],
  ])('stays out of the way of what is sent when 360dialog %s', async (_, answer) => {
    const markRead = jest.spyOn(world.api, 'markRead').mockImplementation(answer);
    world.settings.readReceipts = 'assigned';
    const sender = { waId: '4915123456789' };
    const content = { kind: 'text', text: 'Hello' } as const;
    const event = { event: 'message', wamid: 'w1', sentAt: world.clock.now(), sender, content } as const;
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
    expect(markRead).toHaveBeenCalledTimes(1);
    const { conversation } = (await server.conversations.find(number, sender))!;
    const { contactId, roomId = '' } = conversation!;
    await server.outbound.relay({
      ...{ id: 'm1', roomId, numberId: number.id, contactId },
      ...{ text: 'Good morning', files: [], writtenAt: 0 },
    });
    expect(world.api.texts()).toEqual(['Good morning']);
    expect(world.notices.failures).toEqual([]);
  });

  it('is only a courtesy: nothing rejects', async () => {
    jest.spyOn(world.livechat.written, 'lastOfVisitor').mockRejectedValue(new Error('away'));
    await expect(server.receipts.answered(place)).resolves.toBeUndefined();
  });
});
