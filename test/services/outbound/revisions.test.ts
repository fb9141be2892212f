import { failed } from '../../../src/domain/failure';
import type { RoomMessage } from '../../../src/services/outbound/message';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const number = aNumber();
const LEASE_AND_MORE = 31_000;
const LONG = `${'word '.repeat(1_000)}end`;

describe('What agents change while it has not gone out', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
    await server.conversationRecords.save({
      contactId: 'contact-1',
      numberId: number.id,
      roomId: 'room-1',
      replyTo: { waId: '4915123456789' },
      lastInboundAt: world.clock.now(),
    });
  });

  afterEach(() => jest.useRealTimers());

  function written(id: string, text = id): RoomMessage {
    const message: RoomMessage = {
      ...{ id, roomId: 'room-1', numberId: number.id, contactId: 'contact-1', text, files: [] },
      ...{ author: { name: 'Ana', username: 'ana', automatic: false }, writtenAt: world.clock.now() },
    };
    world.livechat.written.add(message);
    return message;
  }

  const place = { roomId: 'room-1', messageId: 'm1' };

  function edit(text: string): Promise<void> {
    world.clock.advance(1);
    const message = world.livechat.written.messages.get('m1')!;
    world.livechat.written.add({ ...message, text });
    return server.changes.edited(place, world.clock.now());
  }

  function remove(): Promise<void> {
    world.livechat.written.messages.delete('m1');
    return server.changes.deleted(place);
  }

  /** The message is refused once, and `meanwhile` happens before it is tried again. */
  async function delayed(meanwhile: () => void): Promise<void> {
    world.api.sendAnswers = [failed(aFailure({ code: 131016, retryable: true }))];
    const sleep = world.clock.sleep.bind(world.clock);
    jest.spyOn(world.clock, 'sleep').mockImplementationOnce(async (milliseconds) => {
      await sleep(milliseconds + 2_000);
      meanwhile();
    });
    await server.outbound.relay(written('m1'));
    await settle();
  }

  const tried = (): string[] => world.api.texts();
  const notes = (): unknown[] => world.notices.notes.map(({ sentence }) => sentence.key);
  const told = (): unknown[] => world.notices.agents.map(({ sentence }) => sentence.key);

  it('goes out as it was changed', async () => {
    let followed!: Promise<void>;
    await delayed(() => {
      followed = edit('m1, corrected');
    });
    await followed;
    expect(tried()).toEqual(['m1', 'm1, corrected']);
    expect(notes()).toEqual([]);
  });

  it('does not go out when it was deleted, and that is told', async () => {
    let followed!: Promise<void>;
    await delayed(() => {
      followed = remove();
    });
    await followed;
    expect(tried()).toEqual(['m1']);
    expect(told()).toEqual(['notice.withdrawn']);
    await server.outbound.relay(written('m2'));
    expect(tried()).toEqual(['m1', 'm2']);
  });

  it('gets more parts, or fewer', async () => {
    await delayed(() => void edit(LONG));
    expect(tried().slice(1).join(' ')).toBe(LONG);
    expect(tried()).toHaveLength(3);
  });

  it('loses the parts that the shorter text does not need', async () => {
    world.api.sendAnswers = [failed(aFailure({ code: 131016, retryable: true }))];
    const sleep = world.clock.sleep.bind(world.clock);
    jest.spyOn(world.clock, 'sleep').mockImplementationOnce(async (milliseconds) => {
      await sleep(milliseconds + 2_000);
      void edit('short');
    });
    await server.outbound.relay(written('m1', LONG));
    await settle();
    expect(tried().slice(1)).toEqual(['short']);
    world.clock.advance(LEASE_AND_MORE);
    await startServer(world).outbound.resume();
    await settle();
    expect(tried()).toHaveLength(2);
  });

  it('goes out as it was changed, too, when another server takes it over', async () => {
    jest.spyOn(world.api, 'send').mockReturnValueOnce(new Promise(() => undefined));
    void server.outbound.relay(written('m0'));
    await settle();
    void server.outbound.relay(written('m1'));
    await settle();
    world.livechat.written.add({ ...written('m1'), text: 'm1, corrected' });
    world.clock.advance(LEASE_AND_MORE);
    await startServer(world).outbound.resume();
    await settle();
    expect(tried()).toEqual(['m1, corrected']);
  });

  it('is told as too late once it was sent', async () => {
    await server.outbound.relay(written('m1'));
    await edit('m1, corrected');
    await edit('m1, corrected again');
    await remove();
    expect(notes()).toEqual(['notice.edited']);
    expect(told()).toEqual(['notice.deleted']);
  });

  it('is told as too late when the request was just under way', async () => {
    const send = world.api.send.bind(world.api);
    let followed!: Promise<void>;
    jest.spyOn(world.api, 'send').mockImplementationOnce((message) => {
      followed = edit('m1, corrected');
      return send(message);
    });
    await server.outbound.relay(written('m1'));
    await followed;
    expect(notes()).toEqual(['notice.edited']);
  });

  it('is not told as too late while it waits for the customer, and goes out as it stands then', async () => {
    world.settings.closedWindowPolicy = 'hold';
    world.clock.advance(25 * 60 * 60_000);
    await server.outbound.relay(written('m1'));
    await edit('m1, corrected');
    expect(notes()).toEqual(['notice.held']);
    await remove();
    expect(told()).toEqual(['notice.withdrawn']);
    await remove();
    expect(told()).toEqual(['notice.withdrawn']);
  });

  it('is not asked for again when it goes out at once', async () => {
    const byId = jest.spyOn(world.livechat.written, 'byId');
    await server.outbound.relay(written('m1'));
    expect(byId).not.toHaveBeenCalled();
  });

  it('leaves alone what our side says by itself, which stands in no room', async () => {
    const { author: _author, ...farewell } = written('closed');
    world.livechat.written.messages.clear();
    world.clock.advance(10_000);
    await server.outbound.relay(farewell);
    expect(tried()).toEqual(['closed']);
  });
});
