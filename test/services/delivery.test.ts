import { furthest, type DeliveryStatus, type DeliveryUpdate } from '../../src/domain/delivery';
import { startServer, World } from '../support/bridge';
import { aNumber } from '../support/fakes';

describe('furthest', () => {
  it.each<[DeliveryStatus[], DeliveryStatus | undefined]>([
    [[], undefined],
    [['sent'], 'sent'],
    [['read', 'delivered', 'sent'], 'read'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'delivered'], 'delivered'],
    [['accepted', 'played', 'read'], 'played'],
  ])('of %j is %s', (statuses, expected) => {
    expect(furthest(statuses)).toBe(expected);
  });
});

describe('DeliveryService', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
  });

  afterEach(() => jest.useRealTimers());

  const update = (overrides: Partial<DeliveryUpdate>): DeliveryUpdate => ({
    ...{ event: 'status', wamid: 'wamid.OUT', status: 'sent', at: 0 },
    ...overrides,
  });

  const entry = {
    ...{ key: 'room-1/m1#0', messageId: 'm1', roomId: 'room-1', numberId: 'number-1', contactId: 'c' },
    part: { kind: 'text', body: 'Hello', previewUrl: false } as const,
    writtenAt: 0,
  };

  it('leaves no record of messages that were sent elsewhere', async () => {
    await server.deliveries.update(update({ status: 'failed', errors: [{ code: 131026, details: '' }] }));
    expect(world.database.docs).toEqual([]);
    expect(world.notices.failures).toEqual([]);
  });

  it('leaves no record of messages whose callback data is not ours', async () => {
    await server.deliveries.update(update({ callbackData: 'campaign-7' }));
    expect(world.database.docs).toEqual([]);
  });

  it('tells the agent of a failure, with the code', async () => {
    await server.deliveries.update(
      update({ status: 'failed', callbackData: 'room-1/m1#0', errors: [{ code: 131026, details: '' }] }),
    );
    expect(world.notices.failures).toMatchObject([
      { roomId: 'room-1', messageId: 'm1', failure: { code: 131026 } },
    ]);
  });

  it('finds the message by its wamid when the status carries no callback data', async () => {
    await server.outbox.sent(entry, 'wamid.OUT');
    await server.deliveries.update(update({ status: 'failed' }));
    expect(world.notices.failures).toMatchObject([{ roomId: 'room-1', messageId: 'm1' }]);
  });

  it('does not report a failure of a message that arrived on another device', async () => {
    await server.deliveries.update(update({ status: 'delivered', callbackData: 'room-1/m1#0' }));
    await server.deliveries.update(update({ status: 'failed', callbackData: 'room-1/m1#0' }));
    expect(world.notices.failures).toEqual([]);
  });

  it('ties the message to its wamid when the status comes before the answer to our request', async () => {
    await server.deliveries.update(update({ callbackData: 'room-1/m1#0' }));
    await expect(server.outbox.outcome('room-1/m1#0')).resolves.toMatchObject({ wamid: 'wamid.OUT' });
    await expect(server.links.byMessageId('m1')).resolves.toHaveLength(1);
  });

  it('settles a message of unknown fate, and corrects the notice', async () => {
    await server.outbox.claim(entry);
    await server.outbox.lose(entry, 'notice-1');
    await server.deliveries.update(update({ callbackData: 'room-1/m1#0' }));
    expect(world.notices.replaced).toEqual([
      { noticeId: 'notice-1', sentence: { key: 'notice.arrivedAfterAll' } },
    ]);
    await expect(server.outbox.outcome('room-1/m1#0')).resolves.toMatchObject({ fate: 'sent' });
  });

  it('marks a message with the furthest of its statuses only', async () => {
    world.settings.deliveryMarks = 'all';
    await server.deliveries.update(update({ status: 'read', callbackData: 'room-1/m1#0' }));
    await server.deliveries.update(update({ status: 'delivered', callbackData: 'room-1/m1#0' }));
    expect(world.livechat.reacted.filter((reaction) => reaction.includes('+'))).toEqual(['m1 +eyes']);
  });

  it('tells the admins of trouble with a number once, and again when it works', async () => {
    await server.numbers.save(aNumber());
    world.livechat.written.add({
      ...{ id: 'm1', roomId: 'room-1', numberId: 'number-1', contactId: 'c' },
      ...{ text: 'Hello', files: [], writtenAt: 0 },
    });
    const failed = { status: 'failed' as const, errors: [{ code: 131042, details: '' }] };
    await server.deliveries.update(update({ ...failed, callbackData: 'room-1/m1#0' }));
    await server.deliveries.update(update({ ...failed, wamid: 'wamid.2', callbackData: 'room-1/m1#1' }));
    expect(world.notices.admins.map(({ key }) => key)).toEqual(['notice.channelTrouble']);
  });
});
