import { createDialog360 } from '../../../src/dialog360/client';
import { failed } from '../../../src/domain/failure';
import type { RoomMessage } from '../../../src/services/outbound/message';
import type { OutboxEntry } from '../../../src/services/outbound/ports';
import { FakeHttp } from '../../dialog360/fakeHttp';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const number = aNumber();
const LEASE_AND_MORE = 31_000;
const MINUTE = 60_000;

describe('What agents write, when servers come and go', () => {
  let world: World;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    const server = startServer(world);
    await server.numbers.save(number);
    await server.conversationRecords.save({
      ...{ contactId: 'contact-1', numberId: number.id, roomId: 'room-1' },
      ...{ replyTo: { waId: '4915123456789' }, lastInboundAt: world.clock.now() },
    });
  });

  afterEach(() => jest.useRealTimers());

  /** Stands in the room, as every message does before its event comes. */
  function written(id: string, overrides: Partial<RoomMessage> = {}): RoomMessage {
    const message: RoomMessage = {
      ...{ id, roomId: 'room-1', numberId: number.id, contactId: 'contact-1', text: id, files: [] },
      ...{ author: { name: 'Ana', username: 'ana', automatic: false }, writtenAt: world.clock.now() },
      ...overrides,
    };
    world.clock.advance(1);
    world.livechat.written.add(message);
    return message;
  }

  function entry(id: string, part = 0): OutboxEntry {
    const message = written(`${id}`);
    return {
      ...{ key: `room-1/${id}#${part}`, messageId: id, roomId: 'room-1', numberId: number.id },
      ...{ contactId: 'contact-1', writtenAt: message.writtenAt },
      part: { kind: 'text', body: `${id}.${part}`, previewUrl: false },
    };
  }

  /** Servers know of each other from here on. */
  async function twoServers() {
    const servers = [startServer(world), startServer(world)] as const;
    for (const server of [...servers, servers[0]]) {
      await server.peers.look();
    }
    return servers;
  }

  async function resumed(server = startServer(world)): Promise<void> {
    await server.outbound.resume();
    await settle();
  }

  it('goes out by the key that another server was given a moment ago', async () => {
    const server = startServer(world);
    const http = new FakeHttp(
      { status: 401, body: { error: 'Invalid API key' } },
      { body: { messages: [{ id: 'wamid.1' }] } },
    );
    world.apis = createDialog360(http, server.numbers);
    await server.numbers.byId(number.id);
    await startServer(world).numbers.save({ ...number, apiKey: 'key-2' });
    await server.outbound.relay(written('m1'));
    await settle();
    expect(http.keys).toEqual(['key-1', 'key-2']);
    expect(await server.links.byMessageId('m1')).toMatchObject([{ wamid: 'wamid.1' }]);
    expect(world.notices.failures).toEqual([]);
  });

  describe('taken over', () => {
    it('goes out in the order in which it was written, whatever the order of its records', async () => {
      const dead = startServer(world);
      const entries = [entry('m1'), entry('m2'), entry('m3')];
      for (const one of [...entries].reverse()) {
        await dead.outbox.claim(one);
      }
      world.clock.advance(LEASE_AND_MORE);
      await resumed();
      expect(world.api.texts()).toEqual(['m1.0', 'm2.0', 'm3.0']);
    });

    it('keeps the parts of one message in order', async () => {
      const dead = startServer(world);
      const first = entry('m1');
      const second = {
        ...first,
        key: 'room-1/m1#1',
        part: { ...first.part, body: 'm1.1' } as OutboxEntry['part'],
      };
      await dead.outbox.claim(second);
      await dead.outbox.claim(first);
      world.clock.advance(LEASE_AND_MORE);
      await resumed();
      expect(world.api.texts()).toEqual(['m1.0', 'm1.1']);
    });

    it('is sent as far as it was taken over, when the records fail halfway', async () => {
      const dead = startServer(world);
      await dead.outbox.claim(entry('m1'));
      await dead.outbox.claim(entry('m2'));
      world.clock.advance(LEASE_AND_MORE);
      const next = startServer(world);
      const { database } = world;
      const update = database.updateByAssociations.bind(database);
      database.updateByAssociations = () => {
        database.updateByAssociations = update;
        return Promise.reject(new Error('away'));
      };
      await expect(next.outbound.resume()).rejects.toThrow('away');
      await settle();
      world.clock.advance(LEASE_AND_MORE);
      await resumed(next);
      world.clock.advance(LEASE_AND_MORE);
      await resumed(startServer(world));
      expect(world.api.texts()).toEqual(['m1.0', 'm2.0']);
    });

    it('is sent when the request that was under way had been refused', async () => {
      const dying = startServer(world);
      world.api.sendAnswers = [failed(aFailure({ code: 131016, retryable: true }))];
      jest.spyOn(world.clock, 'sleep').mockReturnValueOnce(new Promise(() => undefined));
      void dying.outbound.relay(written('m1'));
      await settle();
      world.clock.advance(LEASE_AND_MORE);
      await resumed();
      expect(world.api.texts()).toEqual(['m1', 'm1']);
      expect(world.notices.failures).toEqual([]);
    });

    it('is not told as unknown when its status came meanwhile', async () => {
      const dead = startServer(world);
      const cutOff = entry('m1');
      await dead.outbox.claim(cutOff);
      await dead.outbox.posting(cutOff);
      await startServer(world).deliveries.update({
        ...{ event: 'status', wamid: 'wamid.1', status: 'sent', at: 0, callbackData: cutOff.key },
      });
      world.clock.advance(LEASE_AND_MORE);
      await resumed();
      expect(world.notices.failures).toEqual([]);
      expect(world.api.sent).toEqual([]);
    });
  });

  describe('when the workspace fails', () => {
    it('goes out later, before what was written after it', async () => {
      const server = startServer(world);
      const file = jest.spyOn(world.livechat, 'file').mockRejectedValueOnce(new Error('storage is away'));
      const files = [{ id: 'f1', name: 'a.jpg', mimeType: 'image/jpeg' }];
      await server.outbound.relay(written('m1', { text: '', files }));
      const later = server.outbound.relay(written('m2'));
      await settle();
      expect(world.api.sent).toEqual([]);
      world.clock.advance(LEASE_AND_MORE);
      await server.outbound.resume();
      await later;
      expect(world.api.sent.map(({ content }) => content.kind)).toEqual(['media', 'text']);
      file.mockRestore();
    });

    it('is told to its author in the end, with a button', async () => {
      const server = startServer(world);
      jest.spyOn(world.livechat, 'file').mockRejectedValue(new Error('storage is gone'));
      const files = [{ id: 'f1', name: 'a.jpg', mimeType: 'image/jpeg' }];
      await server.outbound.relay(written('m1', { text: '', files }));
      for (let round = 0; round < 12; round++) {
        world.clock.advance(LEASE_AND_MORE);
        await resumed(server);
      }
      expect(world.notices.failures).toMatchObject([
        { messageId: 'm1', failure: { code: 'workspace' }, actions: [{ id: 'message-retry' }] },
      ]);
    });

    it('does not hold its line up for ever when even putting it off fails', async () => {
      const server = startServer(world);
      jest.spyOn(world.livechat, 'file').mockImplementationOnce(() => {
        world.database.broken = true;
        return Promise.reject(new Error('all is away'));
      });
      const files = [{ id: 'f1', name: 'a.jpg', mimeType: 'image/jpeg' }];
      await server.outbound.relay(written('m1', { text: '', files }));
      world.database.broken = false;
      world.clock.advance(LEASE_AND_MORE);
      await jest.advanceTimersByTimeAsync(LEASE_AND_MORE);
      await resumed(server);
      expect(world.api.sent.map(({ content }) => content.kind)).toEqual(['media']);
    });
  });

  describe('whose event was lost', () => {
    it('is sent by the reconciliation, once, when it had its time to come', async () => {
      const server = startServer(world);
      await server.activeRooms.note('room-1');
      written('m1');
      await server.reconciliation.run();
      await settle();
      expect(world.api.texts()).toEqual([]);
      world.clock.advance(MINUTE);
      await server.reconciliation.run();
      await startServer(world).reconciliation.run();
      await settle();
      expect(world.api.texts()).toEqual(['m1']);
    });

    it('is sent though it was changed meanwhile, as it is by now', async () => {
      const server = startServer(world);
      await server.activeRooms.note('room-1');
      const message = written('m1');
      world.livechat.written.add({ ...message, text: 'm1, corrected' });
      world.clock.advance(MINUTE);
      await server.reconciliation.run();
      await settle();
      expect(world.api.texts()).toEqual(['m1, corrected']);
    });

    it('is found after a start in rooms that have been quiet for hours', async () => {
      await startServer(world).activeRooms.note('room-1');
      world.clock.advance(5 * 60 * MINUTE);
      written('m1');
      world.clock.advance(MINUTE);
      await startServer(world).reconciliation.run();
      await settle();
      expect(world.api.texts()).toEqual(['m1']);
    });

    it('is left alone when it is older than a round looks back', async () => {
      const server = startServer(world);
      await server.activeRooms.note('room-1');
      written('m1');
      world.clock.advance(21 * MINUTE);
      await server.reconciliation.run();
      await settle();
      expect(world.api.texts()).toEqual([]);
    });

    it('goes out before the next message of its room, the first one after a start', async () => {
      await startServer(world).outbound.relay(written('m1'));
      written('m2');
      written('m3');
      await startServer(world).outbound.relay(written('m4'));
      expect(world.api.texts()).toEqual(['m1', 'm2', 'm3', 'm4']);
    });

    it('goes out before the next message of its room when another server hears of that one', async () => {
      const [here, there] = await twoServers();
      await here.outbound.relay(written('m1'));
      await there.outbound.relay(written('m2'));
      const m3 = written('m3');
      await there.outbound.relay(written('m4'));
      await here.outbound.relay(m3);
      expect(world.api.texts()).toEqual(['m1', 'm2', 'm3', 'm4']);
    });

    it('is told from a bot’s words that went out with its buttons', async () => {
      const server = startServer(world);
      await server.activeRooms.note('room-1');
      const author = { name: 'Bot', username: 'bot', automatic: true };
      const words = written('Tea?', { author });
      const options = [{ title: 'Yes', value: 'yes' }];
      const buttons = written('buttons', { author, text: '', options });
      const [none, whole] = await Promise.all([
        server.botPairs.complete(words),
        server.botPairs.complete(buttons),
      ]);
      expect(none).toBeUndefined();
      await server.outbound.relay(whole!);
      world.clock.advance(MINUTE);
      await startServer(world).reconciliation.run();
      await settle();
      expect(world.api.sent).toHaveLength(1);
    });

    it('costs nothing to look for on a single server', async () => {
      const server = startServer(world);
      await server.outbound.relay(written('m1'));
      const recent = jest.spyOn(world.livechat.written, 'recent');
      await server.outbound.relay(written('m2'));
      expect(recent).not.toHaveBeenCalled();
    });
  });

  it('keeps order when each message comes to another server, and their events the wrong way round', async () => {
    const servers = await twoServers();
    const messages = Array.from({ length: 10 }, (_, turn) => written(`m${turn}`));
    await Promise.all(messages.reverse().map((message, turn) => servers[turn % 2]!.outbound.relay(message)));
    await settle();
    expect(world.api.texts()).toEqual(messages.reverse().map(({ text }) => text));
  });

  it('waits for a slow message of another server', async () => {
    const [here, there] = await twoServers();
    const send = world.api.send.bind(world.api);
    let answer!: () => void;
    jest.spyOn(world.api, 'send').mockImplementationOnce(async (message) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return send(message);
    });
    const first = here.outbound.relay(written('m1'));
    const second = there.outbound.relay(written('m2'));
    await settle();
    answer();
    await Promise.all([first, second]);
    expect(world.api.texts()).toEqual(['m1', 'm2']);
  });
});
