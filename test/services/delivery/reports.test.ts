import type { DeliveryStatus, DeliveryUpdate } from '../../../src/domain/delivery';
import { settle, startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const number = aNumber();

interface Reported {
  wamid: string;
  status: DeliveryStatus;
}

describe('StatusReports', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    world.settings.statusEndpointUrl = 'https://status.example.org';
    server = startServer(world);
    await server.numbers.save(number);
    await server.conversationRecords.save({
      ...{ contactId: 'contact-1', numberId: number.id, roomId: 'room-1' },
      ...{ replyTo: { waId: '4915123456789' }, lastInboundAt: world.clock.now() },
    });
  });

  afterEach(() => jest.useRealTimers());

  /** What 360dialog tells of the only part of a message in the room. */
  function status(messageId: string, reached: DeliveryStatus, more: Partial<DeliveryUpdate> = {}) {
    return server.deliveries.update({
      ...{ event: 'status', wamid: `wamid.${messageId}`, status: reached, at: world.clock.now() },
      callbackData: `room-1/${messageId}#0`,
      ...more,
    });
  }

  const bodies = (): Record<string, unknown>[] =>
    world.endpoint.requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const told = (): Reported[] =>
    bodies().map(({ msgId, MessageStatus }) => ({
      wamid: msgId as string,
      status: MessageStatus as DeliveryStatus,
    }));

  it('tell what the fields of Rocket.Chat’s own app say, and the error of a failure', async () => {
    world.livechat.written.add({
      ...{ id: 'm1', roomId: 'room-1', numberId: number.id, contactId: 'contact-1' },
      ...{ text: 'Your order is here', files: [], writtenAt: 0 },
    });
    const errors = [{ code: 131026, details: 'Undeliverable' }];
    const at = Date.UTC(2026, 10, 20, 9, 30);
    await status('m1', 'failed', { recipient: '4915123456789', at, errors });
    await settle();
    expect(bodies()).toEqual([
      {
        msId: 'wamid.m1',
        msgId: 'wamid.m1',
        message: 'Your order is here',
        mobileNo: '4915123456789',
        connectedWhatsAppNo: '4930901820',
        MessageStatus: 'failed',
        ErrorDetails: errors,
        type: 'Regular-Message',
        timestamp: '2026-11-20T09:30:00.000Z',
      },
    ]);
  });

  it.each<['All' | 'Regular_Messages' | 'Template_Messages', number]>([
    ['All', 1],
    ['Regular_Messages', 1],
    ['Template_Messages', 0],
  ])('with the filter %s of a message that is no template: %d', async (filter, reports) => {
    world.settings.statusFilter = filter;
    await status('m1', 'sent');
    await settle();
    expect(world.endpoint.requests).toHaveLength(reports);
  });

  it('go nowhere, and leave no record, without an endpoint', async () => {
    world.settings.statusEndpointUrl = '';
    await status('m1', 'sent');
    await settle();
    expect(world.endpoint.requests).toEqual([]);
    world.settings.statusEndpointUrl = 'https://status.example.org';
    world.clock.advance(HOUR);
    await startServer(world).statusReports.resume();
    await settle();
    expect(world.endpoint.requests).toEqual([]);
  });

  it('are not told twice when 360dialog tells a status twice', async () => {
    await status('m1', 'sent');
    await status('m1', 'sent');
    await settle();
    expect(told()).toEqual([{ wamid: 'wamid.m1', status: 'sent' }]);
  });

  it('come in the order of a message’s statuses, however often the endpoint refuses', async () => {
    world.endpoint.answers = [false, false, false, true, false];
    for (const reached of ['sent', 'delivered', 'read'] as const) {
      await status('m1', reached);
    }
    await settle();
    const reached = told().map((report) => report.status);
    expect(reached).toEqual(['sent', 'sent', 'sent', 'sent', 'delivered', 'delivered', 'read']);
  });

  it('pause twice as long after each refusal, five minutes at most', async () => {
    const sleep = jest.spyOn(world.clock, 'sleep');
    world.endpoint.answers = Array.from({ length: 10 }, () => false);
    await status('m1', 'sent');
    await settle();
    const seconds = sleep.mock.calls.map(([milliseconds]) => milliseconds / 1_000);
    expect(seconds).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('are dropped after a day, which the admins are told once', async () => {
    const begun = world.clock.now();
    jest.spyOn(world.endpoint, 'post').mockResolvedValue(false);
    await Promise.all([status('m1', 'sent'), status('m2', 'sent')]);
    await settle(5_000);
    expect(world.clock.now() - begun).toBeGreaterThanOrEqual(DAY);
    expect(world.notices.admins).toEqual([{ key: 'notice.statusesDropped' }]);
    world.clock.advance(HOUR);
    await startServer(world).statusReports.resume();
    await settle();
    expect(world.notices.admins).toHaveLength(1);
  });

  it('are told of again when the endpoint has worked in between', async () => {
    const post = jest.spyOn(world.endpoint, 'post').mockResolvedValue(false);
    await status('m1', 'sent');
    await settle(5_000);
    post.mockResolvedValue(true);
    await status('m2', 'sent');
    await settle();
    post.mockResolvedValue(false);
    await status('m3', 'sent');
    await settle(5_000);
    expect(world.notices.admins).toHaveLength(2);
  });

  it('hold up neither messages nor their statuses while the endpoint does not answer', async () => {
    jest.spyOn(world.endpoint, 'post').mockReturnValue(new Promise(() => undefined));
    await status('m1', 'sent');
    await status('m1', 'delivered');
    await server.outbound.relay({
      ...{ id: 'm2', roomId: 'room-1', numberId: number.id, contactId: 'contact-1' },
      ...{ text: 'Goes out', files: [], writtenAt: 0 },
    });
    expect(world.api.texts()).toEqual(['Goes out']);
    await expect(
      server.deliveries.update({
        ...{ event: 'status', wamid: 'wamid.OUT1', status: 'failed', at: 0 },
        ...{ callbackData: 'room-1/m2#0', errors: [{ code: 131026, details: '' }] },
      }),
    ).resolves.toBeDefined();
    expect(world.notices.failures).toMatchObject([{ messageId: 'm2', failure: { code: 131026 } }]);
  });

  it('of one message do not wait for those of another one that is slow to be taken', async () => {
    const post = jest.spyOn(world.endpoint, 'post');
    post.mockReturnValueOnce(new Promise(() => undefined));
    await status('m1', 'sent');
    await status('m1', 'delivered');
    await status('m2', 'sent');
    await settle();
    const posted = post.mock.calls.map(([, body]) => JSON.parse(body) as Record<string, unknown>);
    expect(posted.map(({ msgId, MessageStatus }) => [msgId, MessageStatus])).toEqual([
      ['wamid.m1', 'sent'],
      ['wamid.m2', 'sent'],
    ]);
  });

  it('are taken over in order from a server that died', async () => {
    jest.spyOn(world.endpoint, 'post').mockReturnValue(new Promise(() => undefined));
    for (const reached of ['sent', 'delivered', 'read'] as const) {
      await status('m1', reached);
      world.clock.advance(1);
    }
    await settle();
    jest.restoreAllMocks();
    world.clock.advance(HOUR);
    await startServer(world).statusReports.resume();
    await settle();
    expect(told().map((report) => report.status)).toEqual(['sent', 'delivered', 'read']);
  });
});
