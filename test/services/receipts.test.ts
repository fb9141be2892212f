import { startServer, World } from '../support/bridge';
import { aNumber } from '../support/fakes';

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

  it('is only a courtesy: nothing rejects', async () => {
    jest.spyOn(world.livechat.written, 'lastOfVisitor').mockRejectedValue(new Error('away'));
    await expect(server.receipts.answered(place)).resolves.toBeUndefined();
  });
});
