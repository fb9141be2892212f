import type { InboundMessage } from '../../src/domain/inbound';
import { failed, ok } from '../../src/domain/failure';
import type { RoomMessage } from '../../src/services/outbound/message';
import { toPayload } from '../../src/whatsapp/payload';
import { settle, startServer, World } from '../support/bridge';
import { aFailure, aNumber } from '../support/fakes';

const number = aNumber();

describe('OutboundService', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  async function connected() {
    const server = startServer(world);
    await server.numbers.save(number);
    await server.conversationRecords.save({
      ...{ contactId: 'contact-1', numberId: number.id, roomId: 'room-1' },
      ...{ replyTo: { waId: '4915123456789' }, lastInboundAt: world.clock.now() },
    });
    return server;
  }

  function written(overrides: Partial<RoomMessage> = {}): RoomMessage {
    return {
      ...{ id: 'm1', roomId: 'room-1', numberId: number.id, contactId: 'contact-1' },
      ...{ text: 'Hello', files: [], writtenAt: 0 },
      ...overrides,
    };
  }

  it('sends a text to the address that wrote last, with its key as callback data', async () => {
    const server = await connected();
    await server.outbound.relay(written());
    expect(world.api.sent).toEqual([
      {
        to: { waId: '4915123456789' },
        content: { kind: 'text', body: 'Hello', previewUrl: false },
        callbackData: 'room-1/m1#0',
      },
    ]);
    await expect(server.links.byMessageId('m1')).resolves.toMatchObject([
      { wamid: 'wamid.OUT1', direction: 'out' },
    ]);
  });

  it('answers into the group that a message came from, and not to the person who wrote it', async () => {
    const server = await connected();
    const sender = { groupId: '120363000000000001' };
    const event: InboundMessage = {
      ...{ event: 'message', wamid: 'wamid.IN1', sentAt: world.clock.now(), sender },
      author: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
      content: { kind: 'text', text: 'Hello all' },
    };
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
    const { conversation } = (await server.conversations.find(number, sender))!;
    const { contactId, roomId } = conversation!;
    await server.outbound.relay(written({ contactId, roomId, text: 'Hello group' }));
    expect(world.api.sent.map(({ to }) => to)).toEqual([sender]);
    expect(toPayload(world.api.sent[0]!)).toMatchObject({
      recipient_type: 'group',
      to: '120363000000000001',
    });
  });

  it('needs no more than five calls to the host besides the request', async () => {
    const server = await connected();
    await server.outbound.relay(written());
    const before = world.database.calls;
    await server.outbound.relay(written({ id: 'm2' }));
    expect(world.database.calls - before).toBeLessThanOrEqual(5);
  });

  it('sends a message once, however often and wherever it is announced', async () => {
    const servers = [await connected(), startServer(world)];
    await Promise.all(Array.from({ length: 10 }, (_, turn) => servers[turn % 2]!.outbound.relay(written())));
    expect(world.api.sent).toHaveLength(1);
  });

  it('keeps the order of messages, parts and files, with the text as caption of the first file', async () => {
    const server = await connected();
    const files = [
      { id: 'f1', name: 'a.jpg', mimeType: 'image/jpeg' },
      { id: 'f2', name: 'b.pdf', mimeType: 'application/pdf' },
    ];
    await Promise.all([
      server.outbound.relay(written({ id: 'm1', text: 'First', writtenAt: 1 })),
      server.outbound.relay(written({ id: 'm2', text: 'Two files', files, writtenAt: 2 })),
      server.outbound.relay(written({ id: 'm3', text: 'Last', writtenAt: 3 })),
    ]);
    expect(world.api.sent.map(({ content }) => content)).toMatchObject([
      { kind: 'text', body: 'First' },
      { kind: 'media', media: 'image', caption: 'Two files', filename: 'a.jpg' },
      { kind: 'media', media: 'document', filename: 'b.pdf' },
      { kind: 'text', body: 'Last' },
    ]);
  });

  it('splits a text that is too long for one message', async () => {
    const server = await connected();
    await server.outbound.relay(written({ text: `${'word '.repeat(1_000)}end` }));
    expect(world.api.sent).toHaveLength(2);
    expect(world.api.texts().every((text) => text.length <= 4_096)).toBe(true);
  });

  it('sends the text first when an audio file, which carries no caption, is all there is', async () => {
    const server = await connected();
    const files = [{ id: 'f1', name: 'memo.mp3', mimeType: 'audio/mpeg' }];
    await server.outbound.relay(written({ text: 'Listen', files }));
    expect(world.api.sent.map(({ content }) => content.kind)).toEqual(['text', 'media']);
  });

  it('tries again after passing trouble, with growing pauses', async () => {
    const server = await connected();
    world.api.sendAnswers = [failed(aFailure({ code: 131016, retryable: true })), ok('wamid.LATER')];
    const before = world.clock.now();
    await server.outbound.relay(written());
    expect(world.api.sent).toHaveLength(2);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(1_000);
    expect(world.notices.failures).toEqual([]);
  });

  it('tells the agent once about a message that failed for good, and sends nothing after it', async () => {
    const server = await connected();
    world.api.sendAnswers = [failed(aFailure({ code: 131026 }))];
    await server.outbound.relay(written({ text: `${'word '.repeat(1_000)}end` }));
    expect(world.api.sent).toHaveLength(1);
    expect(world.notices.failures).toMatchObject([
      { roomId: 'room-1', messageId: 'm1', failure: { code: 131026 } },
    ]);
    expect(world.notices.admins).toEqual([]);
  });

  it('tells the admins too when the whole number is in trouble', async () => {
    const server = await connected();
    world.api.sendAnswers = [failed(aFailure({ code: 401, scope: 'channel' }))];
    await server.outbound.relay(written());
    expect(world.notices.admins).toHaveLength(1);
  });

  it('never sends again what may have been sent', async () => {
    const server = await connected();
    world.api.sendAnswers = [failed(aFailure({ code: 'timeout', uncertain: true }))];
    await server.outbound.relay(written());
    expect(world.api.sent).toHaveLength(1);
    expect(world.notices.failures).toMatchObject([{ failure: { uncertain: true } }]);
  });

  it('sends what a crashed server had only noted', async () => {
    const crashed = await connected();
    await crashed.outbox.claim({
      ...{
        key: 'room-1/m1#0',
        messageId: 'm1',
        roomId: 'room-1',
        numberId: number.id,
        contactId: 'contact-1',
      },
      part: { kind: 'text', body: 'Hello', previewUrl: false },
      writtenAt: 0,
    });
    world.clock.advance(31_000);
    await startServer(world).outbound.resume();
    await settle();
    expect(world.api.texts()).toEqual(['Hello']);
  });

  it('does not guess about a request that a crash cut off', async () => {
    const crashed = await connected();
    world.api.send = () => new Promise(() => undefined);
    void crashed.outbound.relay(written());
    await settle();
    world.clock.advance(31_000);
    await startServer(world).outbound.resume();
    await settle();
    expect(world.notices.failures).toMatchObject([{ failure: { code: 'uncertain' } }]);
  });

  it('says so when the number of a room is not connected any more', async () => {
    const server = await connected();
    await server.numbers.remove(number.id);
    await server.outbound.relay(written());
    expect(world.notices.failures).toMatchObject([{ failure: { code: 'disconnected' } }]);
  });
});
