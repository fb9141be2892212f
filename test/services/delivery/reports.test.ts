import type { DeliveryStatus, DeliveryUpdate } from '../../../src/domain/delivery';
import { failed, type Failure } from '../../../src/domain/failure';
import { failureOf } from '../../../src/whatsapp/errors';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
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
  function status(
    messageId: string,
    reached: DeliveryStatus,
    more: Partial<DeliveryUpdate> = {},
    on = server,
  ) {
    return on.deliveries.update({
      ...{ event: 'status', wamid: `wamid.${messageId}`, status: reached, at: world.clock.now() },
      callbackData: `room-1/${messageId}#0`,
      ...more,
    });
  }

  /** Some time later, when the job comes round and leases of reports that nobody posts have run out. */
  async function later(on = server): Promise<void> {
    world.clock.advance(MINUTE);
    await on.reportPosting.resume();
    await settle();
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
        ErrorDetails: { code: 131026, message: 'Undeliverable', error_data: { details: 'Undeliverable' } },
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

  describe('of what WhatsApp answers to the request', () => {
    async function write(id: string): Promise<void> {
      const message = {
        ...{ id, roomId: 'room-1', numberId: number.id, contactId: 'contact-1' },
        ...{ text: `Words of ${id}`, files: [], writtenAt: world.clock.now() },
      };
      world.livechat.written.add(message);
      await server.outbound.relay(message);
      await settle();
    }

    it('say that it is queued, before anything else of it', async () => {
      await write('m1');
      await status('m1', 'sent', { wamid: 'wamid.OUT1' });
      await settle();
      expect(bodies()).toMatchObject([
        {
          msId: 'wamid.OUT1',
          msgId: 'wamid.OUT1',
          message: 'Words of m1',
          mobileNo: '4915123456789',
          connectedWhatsAppNo: '4930901820',
          MessageStatus: 'queued',
          type: 'Regular-Message',
        },
        { msId: 'wamid.OUT1', MessageStatus: 'sent' },
      ]);
    });

    it('say nothing of a queue that the message has left already', async () => {
      await status('m1', 'sent', { wamid: 'wamid.OUT1' });
      await write('m1');
      await later();
      expect(told().map((report) => report.status)).toEqual(['sent']);
    });

    it.each<[string, Failure, unknown]>([
      [
        'an error of WhatsApp’s',
        failureOf(131009, ''),
        { code: 131009, message: 'WhatsApp error 131009', error_data: { details: 'WhatsApp error 131009' } },
      ],
      ['another reason', aFailure({ code: 'http-401', log: 'The key was refused' }), 'The key was refused'],
    ])('say that it failed, with %s and without an id', async (_, failure, details) => {
      world.api.sendAnswers = [failed(failure)];
      await write('m1');
      const [body = {}, ...others] = bodies();
      expect(body).toMatchObject({
        message: 'Words of m1',
        mobileNo: '4915123456789',
        MessageStatus: 'failed',
        ErrorDetails: details,
      });
      expect(Object.keys(body)).not.toContain('msId');
      expect(others).toEqual([]);
    });

    it('say nothing of what may have been sent', async () => {
      world.api.sendAnswers = [failed(aFailure({ code: 'timeout', uncertain: true }))];
      await write('m1');
      expect(bodies()).toEqual([]);
    });
  });

  it('call a recording that was played read, once', async () => {
    await status('m1', 'read');
    await status('m1', 'played');
    await status('m2', 'played');
    await settle();
    expect(told()).toEqual([
      { wamid: 'wamid.m1', status: 'read' },
      { wamid: 'wamid.m2', status: 'read' },
    ]);
  });

  it('go nowhere, and leave no record, without an endpoint', async () => {
    world.settings.statusEndpointUrl = '';
    await status('m1', 'sent');
    await settle();
    expect(world.endpoint.requests).toEqual([]);
    world.settings.statusEndpointUrl = 'https://status.example.org';
    world.clock.advance(HOUR);
    await startServer(world).reportPosting.resume();
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
    await later();
    const reached = told().map((report) => report.status);
    expect(reached).toEqual(['sent', 'sent', 'sent', 'sent', 'delivered', 'delivered', 'read']);
  });

  it('pause twice as long after each refusal, five minutes at most', async () => {
    const sleep = jest.spyOn(world.clock, 'sleep');
    world.endpoint.answers = Array.from({ length: 10 }, () => false);
    await status('m1', 'sent');
    await settle();
    const seconds = sleep.mock.calls.map(([milliseconds]) => Math.floor(milliseconds / 1_000));
    expect(seconds).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('are tried again when their pause is over, though timers are early by a millisecond', async () => {
    jest.spyOn(world.clock, 'sleep').mockImplementation((milliseconds) => {
      world.clock.advance(milliseconds - 1);
      return Promise.resolve();
    });
    world.endpoint.answers = [false, false];
    await status('m1', 'sent');
    await settle();
    expect(told()).toHaveLength(3);
  });

  it('are dropped after a day, which the admins are told once', async () => {
    const begun = world.clock.now();
    jest.spyOn(world.endpoint, 'post').mockResolvedValue(false);
    await Promise.all([status('m1', 'sent'), status('m2', 'sent')]);
    await settle(5_000);
    expect(world.clock.now() - begun).toBeGreaterThanOrEqual(DAY);
    expect(world.notices.admins).toEqual([{ key: 'notice.statusesDropped' }]);
    world.clock.advance(HOUR);
    await startServer(world).reportPosting.resume();
    await settle();
    expect(world.notices.admins).toHaveLength(1);
  });

  describe('that are many, for an endpoint that does not answer', () => {
    const MANY = 400;

    beforeEach(async () => {
      jest.spyOn(world.endpoint, 'post').mockResolvedValue(false);
      // No way out of the first pause but by the job.
      jest.spyOn(world.clock, 'sleep').mockReturnValue(new Promise(() => undefined));
      for (let count = 0; count < MANY; count++) {
        await status(`m${count}`, 'sent');
      }
      await settle();
    });

    const posts = () => jest.mocked(world.endpoint.post).mock.calls.length;
    /** Of the database. */
    const calls = () => world.database.calls;

    it('cost nothing while they wait', async () => {
      expect(posts()).toBe(1);
      const before = calls();
      await jest.advanceTimersByTimeAsync(10 * MINUTE);
      expect(calls()).toBe(before);
    });

    it('are tried one at a time, with few calls a try', async () => {
      for (let run = 0; run < 5; run++) {
        const [tried, called] = [posts(), calls()];
        world.clock.advance(HOUR);
        await server.reportPosting.resume();
        await settle();
        expect(posts() - tried).toBe(1);
        // What waits, whether it is done, the bid for it and who else bids, that it is taken, and that it waits again.
        expect(calls() - called).toBeLessThanOrEqual(6);
      }
    });

    it('are not touched in a pause', async () => {
      const [tried, called] = [posts(), calls()];
      await server.reportPosting.resume();
      expect([posts(), calls()]).toEqual([tried, called]);
    });

    it('are given up after a day, a hundred a run, with one notice', async () => {
      world.clock.advance(DAY);
      for (let given = 0; given < MANY; given += 100) {
        const called = calls();
        await server.reportPosting.resume();
        await settle();
        // What waits, and each that is removed.
        expect(calls() - called).toBeLessThanOrEqual(101);
      }
      expect(world.notices.admins).toEqual([{ key: 'notice.statusesDropped' }]);
      jest.mocked(world.endpoint.post).mockResolvedValue(true);
      await later(startServer(world));
      expect(posts()).toBe(1);
    });

    it('go in twenties when it is back', async () => {
      let [underWay, most] = [0, 0];
      jest.mocked(world.endpoint.post).mockImplementation(async () => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        return true;
      });
      await later();
      expect(posts()).toBe(1 + MANY);
      expect(most).toBe(20);
    });

    it('are forgotten at once when there is no endpoint any more', async () => {
      world.settings.statusEndpointUrl = '';
      const called = calls();
      await later();
      expect(calls() - called).toBe(1);
      world.settings.statusEndpointUrl = 'https://status.example.org';
      jest.mocked(world.endpoint.post).mockResolvedValue(true);
      await later();
      expect(posts()).toBe(1);
    });
  });

  it('that the endpoint never takes do not keep others from it', async () => {
    jest
      .spyOn(world.endpoint, 'post')
      .mockImplementation((_url, body) => Promise.resolve(!body.includes('wamid.bad')));
    await status('bad', 'sent');
    await status('bad', 'delivered');
    await settle();
    for (let count = 0; count < 5; count++) {
      await status(`good${count}`, 'sent');
      await later();
    }
    const taken = (
      await Promise.all(jest.mocked(world.endpoint.post).mock.results.map(({ value }) => value as unknown))
    ).filter(Boolean);
    expect(taken).toHaveLength(5);
    const posted = jest.mocked(world.endpoint.post).mock.calls.map(([, body]) => body);
    expect(posted.some((body) => body.includes('wamid.bad') && body.includes('delivered'))).toBe(false);
  });

  it('of one message keep their order over two servers', async () => {
    const another = startServer(world);
    let answer: (taken: boolean) => void = () => undefined;
    const post = jest.spyOn(world.endpoint, 'post');
    post.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await status('m1', 'sent');
    world.clock.advance(1);
    await status('m1', 'delivered', {}, another);
    await settle();
    expect(post).toHaveBeenCalledTimes(1);
    answer(true);
    await settle();
    await later(another);
    const reached = post.mock.calls.map(
      ([, body]) => (JSON.parse(body) as Record<string, string>)['MessageStatus'],
    );
    expect(reached).toEqual(['sent', 'delivered']);
  });

  describe('whose turn has not come', () => {
    let pauses: { milliseconds: number; end: () => void }[];
    let answers: (() => void)[];

    beforeEach(() => {
      pauses = [];
      jest
        .spyOn(world.clock, 'sleep')
        .mockImplementation((milliseconds) => new Promise((end) => pauses.push({ milliseconds, end })));
      answers = [];
      jest
        .spyOn(world.endpoint, 'post')
        .mockImplementation(() => new Promise((resolve) => answers.push(() => resolve(true))));
    });

    const posted = () =>
      jest
        .mocked(world.endpoint.post)
        .mock.calls.map(([, body]) => (JSON.parse(body) as Record<string, string>)['MessageStatus']);

    /** The next pause goes by. No job comes round. */
    async function pass(): Promise<number> {
      const { milliseconds, end } = pauses.shift()!;
      world.clock.advance(milliseconds);
      end();
      await settle();
      return Math.floor(milliseconds / 1_000);
    }

    /** The endpoint answers well to all that is on its way. */
    async function answer(): Promise<void> {
      answers.splice(0).forEach((take) => take());
      await settle();
    }

    it('follow as soon as another server has posted the one before', async () => {
      const another = startServer(world);
      await status('m1', 'sent');
      world.clock.advance(1);
      await status('m1', 'delivered', {}, another);
      await settle();
      await pass();
      expect(posted()).toEqual(['sent']);
      await answer();
      await pass();
      expect(posted()).toEqual(['sent', 'delivered']);
    });

    it('follow when there are more than are posted at a time', async () => {
      for (let count = 0; count < 30; count++) {
        await status(`m${count}`, 'sent');
      }
      await settle();
      expect(posted()).toHaveLength(20);
      await answer();
      await pass();
      expect(posted()).toHaveLength(30);
    });

    it('are left to the job when that takes long, and cost one call a look until then', async () => {
      const another = startServer(world);
      await status('m1', 'sent');
      world.clock.advance(1);
      await status('m1', 'delivered', {}, another);
      await settle();
      const called = world.database.calls;
      const looks: number[] = [];
      while (pauses.length > 0) {
        looks.push(await pass());
      }
      expect(looks).toEqual([1, 2, 4, 8]);
      expect(world.database.calls - called).toBe(looks.length);
      await answer();
      void another.reportPosting.resume();
      await settle();
      expect(posted()).toEqual(['sent', 'delivered']);
    });

    it('are looked after anew for each that has to wait', async () => {
      const another = startServer(world);
      await status('m1', 'sent');
      world.clock.advance(1);
      await status('m1', 'delivered', {}, another);
      await settle();
      expect([await pass(), await pass(), await pass()]).toEqual([1, 2, 4]);
      await status('m1', 'read', {}, another);
      await settle();
      expect([await pass(), await pass()]).toEqual([8, 1]);
    });
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
    await startServer(world).reportPosting.resume();
    await settle();
    expect(told().map((report) => report.status)).toEqual(['sent', 'delivered', 'read']);
  });
});
