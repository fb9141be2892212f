import type { InboundMessage } from '../../../src/domain/inbound';
import type { RoomMessage } from '../../../src/services/outbound/message';
import { settle, startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

const number = aNumber();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('What agents wrote outside the customer service window', () => {
  let world: World;
  let servers: [ReturnType<typeof startServer>, ReturnType<typeof startServer>];
  let place: Pick<RoomMessage, 'roomId' | 'numberId' | 'contactId'>;
  let words = 0;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    world.settings.closedWindowPolicy = 'hold';
    servers = [startServer(world), startServer(world)];
    await servers[0].numbers.save(number);
    for (const server of [...servers, servers[0]]) {
      await server.peers.look();
    }
    await customerWrites('Hello');
    const known = await servers[0].conversations.find(number, { userId: 'DE.1001' });
    const { contactId, roomId } = known!.conversation!;
    place = { roomId: roomId!, numberId: number.id, contactId };
    world.clock.advance(DAY + 10 * MINUTE);
  });

  afterEach(() => jest.useRealTimers());

  async function customerWrites(text: string, server = servers[0]): Promise<void> {
    const event: InboundMessage = {
      ...{ event: 'message', wamid: `wamid.${(words += 1)}`, sentAt: world.clock.now() },
      sender: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
      content: { kind: 'text', text },
    };
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  function written(id: string): RoomMessage {
    const message: RoomMessage = {
      ...{ ...place, id, text: id, files: [], writtenAt: world.clock.now() },
      author: { name: 'Ana', username: 'ana', automatic: false },
    };
    world.clock.advance(1_000);
    world.livechat.written.add(message);
    return message;
  }

  const customerSees = (): string[] => world.api.texts();

  it('is not sent, and told to be kept', async () => {
    await servers[0].outbound.relay(written('h1'));
    expect(customerSees()).toEqual([]);
    expect(world.notices.notes).toMatchObject([{ messageId: 'h1', sentence: { key: 'notice.held' } }]);
    await servers[0].secondTries.release();
    await settle();
    expect(customerSees()).toEqual([]);
  });

  it('goes out at the customer’s next word, without waiting for the job', async () => {
    await servers[0].outbound.relay(written('h1'));
    await servers[1].outbound.relay(written('h2'));
    await customerWrites('Back again', servers[1]);
    expect(customerSees()).toEqual(['h1', 'h2']);
    await servers[0].secondTries.release();
    await settle();
    expect(customerSees()).toEqual(['h1', 'h2']);
  });

  it('goes out in the order in which it was written, whatever the order of the holding', async () => {
    world.settings.closedWindowPolicy = 'notify';
    const [first, second] = [written('h1'), written('h2')];
    await servers[0].outbound.relay(first);
    await servers[0].outbound.relay(second);
    await servers[0].secondTries.hold('h2');
    await servers[0].secondTries.hold('h1');
    await customerWrites('Back again');
    expect(customerSees()).toEqual(['h1', 'h2']);
  });

  it('stands in line before the customer’s word can be read and answered', async () => {
    await servers[0].outbound.relay(written('h1'));
    const post = world.livechat.postAsVisitor.bind(world.livechat);
    jest.spyOn(world.livechat, 'postAsVisitor').mockImplementationOnce((room, text) => {
      void servers[1].outbound.relay(written('answer'));
      return post(room, text);
    });
    await customerWrites('Back again');
    await settle(1_000);
    expect(customerSees()).toEqual(['h1', 'answer']);
  });

  it.each([0, 1])('comes before what an agent writes meanwhile on server %d', async (writer) => {
    await servers[0].outbound.relay(written('h1'));
    await servers[0].outbound.relay(written('h2'));
    // The window is open again, and nobody has looked after what was held.
    const stored = await servers[0].conversationRecords.find(place.contactId, number.id, { fresh: true });
    await servers[0].conversationRecords.save({
      ...stored!,
      lastInboundAt: world.clock.now(),
      catchUpUntil: world.clock.now() + MINUTE,
    });
    await servers[writer]!.outbound.relay(written('n'));
    await settle();
    expect(customerSees()).toEqual(['h1', 'h2', 'n']);
  });

  it('goes out as it stands in the room by then, and not at all when it is gone', async () => {
    await servers[0].outbound.relay(written('h1'));
    const { writtenAt, ...h1 } = (await world.livechat.written.byId('h1'))!;
    await servers[0].outbound.relay(written('h2'));
    world.livechat.written.add({ ...h1, writtenAt, text: 'h1, corrected' });
    world.livechat.written.messages.delete('h2');
    await customerWrites('Back again');
    expect(customerSees()).toEqual(['h1, corrected']);
    expect(world.database.docs.filter(({ data }) => 'heldAt' in data)).toEqual([]);
  });

  it('is not tried again and again when WhatsApp says that the window is closed and we believe that it is not', async () => {
    await customerWrites('Just now');
    const message = written('h1');
    await servers[0].outbound.relay(message);
    await servers[0].deliveries.update({
      ...{ event: 'status', wamid: 'wamid.OUT1', status: 'failed', at: 0 },
      ...{ callbackData: `${place.roomId}/h1#0`, errors: [{ code: 131047, details: '' }] },
    });
    expect(world.notices.notes).toMatchObject([{ messageId: 'h1', sentence: { key: 'notice.held' } }]);
    world.clock.advance(10 * MINUTE);
    for (let round = 0; round < 3; round++) {
      await servers[0].secondTries.release();
      await settle();
    }
    expect(customerSees()).toEqual(['h1']);
    await customerWrites('And again');
    await servers[0].secondTries.release();
    await settle();
    expect(customerSees()).toEqual(['h1', 'h1']);
  });

  it('is sent at once when the button is pressed after the customer has come back', async () => {
    world.settings.closedWindowPolicy = 'notify';
    await servers[0].outbound.relay(written('h1'));
    await customerWrites('Back again');
    await servers[0].secondTries.hold('h1');
    await settle();
    expect(customerSees()).toEqual(['h1']);
  });

  it('is taken up by the job where the customer’s word could not do it', async () => {
    await servers[0].outbound.relay(written('h1'));
    const find = jest.spyOn(world.livechat.written, 'byId').mockRejectedValueOnce(new Error('away'));
    await customerWrites('Back again');
    expect(customerSees()).toEqual([]);
    expect(world.livechat.posts.at(-1)).toMatchObject({ text: 'Back again' });
    find.mockRestore();
    await servers[1].secondTries.release();
    await settle();
    expect(customerSees()).toEqual(['h1']);
  });

  it('costs no call to the host to look for in a conversation that goes on', async () => {
    await customerWrites('Back again');
    world.clock.advance(2 * MINUTE);
    await servers[0].outbound.relay(written('m1'));
    const reads = jest.spyOn(world.database, 'readByAssociations');
    await servers[0].outbound.relay(written('m2'));
    expect(
      reads.mock.calls
        .flat(2)
        .map((key) => key.getID())
        .filter((id) => id.startsWith('held')),
    ).toEqual([]);
  });

  describe('by our clock', () => {
    it.each([
      ['in the last minute of the window', DAY - MINUTE, true],
      ['in the minutes that the record may lag behind', DAY + 4 * MINUTE, true],
      ['after that', DAY + 6 * MINUTE, false],
    ])('%s', async (_, after, goesOut) => {
      await customerWrites('Now');
      world.clock.advance(after);
      await servers[0].outbound.relay(written('m1'));
      expect(customerSees()).toEqual(goesOut ? ['m1'] : []);
    });

    it('is told like WhatsApp’s own refusal, with a button to keep it', async () => {
      world.settings.closedWindowPolicy = 'notify';
      await servers[0].outbound.relay(written('ours'));
      await customerWrites('Back again');
      await servers[0].outbound.relay(written('theirs'));
      await servers[0].deliveries.update({
        ...{ event: 'status', wamid: 'wamid.OUT1', status: 'failed', at: 0 },
        ...{ callbackData: `${place.roomId}/theirs#0`, errors: [{ code: 131047, details: '' }] },
      });
      const [ours, theirs] = world.notices.failures;
      const buttons = (value: string) => [{ id: 'send-template' }, { id: 'message-hold', value }];
      expect(ours).toMatchObject({ messageId: 'ours', actions: buttons('ours') });
      expect(theirs).toMatchObject({ messageId: 'theirs', actions: buttons('theirs') });
      expect(ours!.failure).toMatchObject({
        code: 131047,
        human: { key: 'failure.window-closed', params: { code: 131047 } },
      });
      expect(theirs!.failure).toMatchObject({
        code: 131047,
        human: { key: 'failure.window-closed', params: { code: 131047 } },
      });
    });

    it('asks the database before it refuses: the customer may have written to another server', async () => {
      await customerWrites('On the other server', servers[1]);
      await servers[0].outbound.relay(written('m1'));
      expect(customerSees()).toEqual(['m1']);
    });
  });
});
