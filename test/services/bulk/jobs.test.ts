import type { BulkWish } from '../../../src/domain/bulk';
import { failed, ok, type Result } from '../../../src/domain/failure';
import type { ConnectedNumber } from '../../../src/domain/number';
import type { OutboundMessage } from '../../../src/domain/outbound';
import type { Template } from '../../../src/domain/template';
import { InboxRecords } from '../../../src/rocketchat/records/inbox';
import { Peers } from '../../../src/rocketchat/records/peers';
import { sayIn } from '../../../src/rocketchat/translator';
import type { BulkRequest, BulkAnswer } from '../../../src/services/bulk/request';
import { wireSending } from '../../../src/wiringSending';
import { failureOf } from '../../../src/whatsapp/errors';
import { startServer, World } from '../../support/bridge';
import { parseCsv } from '../../support/csv';
import { FakePersistence } from '../../support/fakePersistence';
import { aNumber } from '../../support/fakes';

const LEASE_AND_MORE = 31_000;
const number = aNumber();
const other = aNumber({ id: 'number-2', phoneNumberId: '2', displayNumber: '+4930901821' });
const template: Template = {
  id: 't1',
  name: 'spring',
  language: 'en',
  status: 'APPROVED',
  category: 'MARKETING',
  parameterFormat: 'positional',
  body: { text: 'Spring is here.', variables: [] },
  buttons: [],
  quality: 'UNKNOWN',
  cards: [],
  unknown: [],
};

/** The records as one server sees them: one that was killed gets no answer any more. */
class Wire extends FakePersistence {
  private cut = false;

  constructor(private readonly database: FakePersistence) {
    super();
  }

  kill(): void {
    this.cut = true;
  }

  override createWithAssociations(...call: Parameters<FakePersistence['createWithAssociations']>) {
    return this.pass(() => this.database.createWithAssociations(...call));
  }

  override updateByAssociations(...call: Parameters<FakePersistence['updateByAssociations']>) {
    return this.pass(() => this.database.updateByAssociations(...call));
  }

  override readByAssociations(...call: Parameters<FakePersistence['readByAssociations']>) {
    return this.pass(() => this.database.readByAssociations(...call));
  }

  override removeByAssociations(...call: Parameters<FakePersistence['removeByAssociations']>) {
    return this.pass(() => this.database.removeByAssociations(...call));
  }

  private async pass<T>(call: () => Promise<T>): Promise<T> {
    const never = new Promise<never>(() => undefined);
    const answer = await (this.cut ? never : call());
    return this.cut ? never : answer;
  }
}

function start(world: World) {
  const database = new Wire(world.database);
  const seen = { ...world, database };
  const server = startServer(seen);
  const setupRoom = {
    post: () => Promise.resolve('card'),
    replace: () => Promise.resolve(true),
    upload: () => Promise.resolve(),
  };
  const sending = wireSending({
    clock: world.clock,
    deliveries: server.deliveryRecords,
    inbox: new InboxRecords(server.records, world.clock, new Peers(server.records, world.clock)),
    languages: { ofWorkspace: () => Promise.resolve(sayIn()) } as never,
    locks: server.locks,
    log: world.log,
    notices: world.notices,
    numbers: server.numbers,
    outbox: server.outbox,
    outreach: server.outreach,
    read: {} as never,
    records: server.records,
    setupRoom: setupRoom as never,
    templates: server.templates,
  });
  return { ...server, ...sending, kill: () => database.kill() };
}

type Server = ReturnType<typeof start>;

describe('Bulk jobs', () => {
  let world: World;
  /** What 360dialog answers to a message; by default that it takes it. */
  let answer: (to: string, message: OutboundMessage) => Promise<Result<string>>;
  let sent: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    sent = [];
    answer = (to) => Promise.resolve(ok(`wamid.${to}`));
    jest.spyOn(world.api, 'send').mockImplementation((message) => {
      const to = message.to.waId!;
      sent.push(to);
      return answer(to, message);
    });
    world.api.templatesAnswer = ok([template]);
  });

  afterEach(() => jest.useRealTimers());

  async function servers(count = 1): Promise<Server[]> {
    const all = Array.from({ length: count }, () => start(world));
    for (const one of [number, other]) {
      await all[0]!.numbers.save(one);
    }
    return all;
  }

  const phone = (index: number, prefix = '49151'): string => `${prefix}${1_000_000 + index}`;
  const phones = (count: number, prefix?: string): string[] =>
    Array.from({ length: count }, (_, index) => phone(index, prefix));

  function request(numbers: string[], from: ConnectedNumber = number): BulkRequest {
    return {
      connectedNumber: from.id,
      template: { name: 'spring', language: 'en' },
      filling: { components: [] },
      recipients: numbers.map((phoneNumber) => ({ phoneNumber })),
      open: false,
    };
  }

  function idOf(given: BulkAnswer): string {
    if ('refusal' in given) {
      throw new Error(given.refusal.why);
    }
    return given.progress.job.id;
  }

  async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
    for (let turn = 0; !(await holds()); turn++) {
      if (turn > 20_000) {
        throw new Error(`It did not come true: ${JSON.stringify(world.log.lines)}`);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const stateIs = (server: Server, id: string, state: string) =>
    until(async () => (await server.bulk.progress(id))?.state === state);

  /** By recipients: `accepted`, or the code. */
  async function results(server: Server, id: string): Promise<[string, string][]> {
    const [, ...rows] = parseCsv((await server.bulk.results(id))!);
    return rows.map(([to, result, , code]) => [to!, result === 'accepted' ? result : code!]);
  }

  const stops = (): unknown[] => world.notices.admins.filter(({ key }) => key === 'bulk.stopped');

  test('send to each recipient once, and tell what became of whom', async () => {
    const [server] = await servers();
    const id = idOf(await server!.bulk.create(request(phones(250))));
    await stateIs(server!, id, 'finished');
    expect([...sent].sort()).toEqual(phones(250));
    expect(await results(server!, id)).toEqual(phones(250).map((to) => [to, 'accepted']));
    expect(await server!.bulk.progress(id)).toMatchObject({ recipients: 250, accepted: 250, failed: 0 });
  });

  test.each([1, 2])(
    'are gone on with by one of %i servers when the one at work is killed',
    async (others) => {
      const [dying, ...rest] = await servers(others + 1);
      const id = idOf(await dying!.bulk.create(request(phones(250))));
      await until(() => sent.length >= 120);
      dying!.kill();
      world.clock.advance(LEASE_AND_MORE);
      await until(async () => {
        // All at the same moment: nothing may be done by two of them.
        await Promise.all(rest.flatMap((server) => [server.outbound.resume(), server.bulkRunner.resume()]));
        return (await rest[0]!.bulk.progress(id))?.state === 'finished';
      });
      expect(new Set(sent).size).toBe(sent.length);
      const found = new Map(await results(rest[0]!, id));
      expect([...found.keys()].sort()).toEqual(phones(250));
      const unclear = [...found.values()].filter((what) => what !== 'accepted');
      expect(unclear.filter((what) => what !== 'uncertain')).toEqual([]);
      // No more than were on their way.
      expect(unclear.length).toBeLessThanOrEqual(20);
      expect([...found].filter(([to, what]) => what === 'accepted' && !sent.includes(to))).toEqual([]);
    },
  );

  test('are left by a process that is ended with nothing unclear, and gone on with at once', async () => {
    const [ending, next] = await servers(2);
    const id = idOf(await ending!.bulk.create(request(phones(250))));
    await until(() => sent.length >= 120);
    await ending!.windDown.end();
    ending!.kill();
    expect((await next!.bulk.progress(id))?.state).toBe('running');
    expect(sent.length).toBeLessThan(250);
    await next!.bulkRunner.resume();
    await stateIs(next!, id, 'finished');
    expect([...sent].sort()).toEqual(phones(250));
    expect(await results(next!, id)).toEqual(phones(250).map((to) => [to, 'accepted']));
  });

  test('are the same under the same key, also when two servers are asked at once; not with other contents', async () => {
    const all = await servers(2);
    const asked = { ...request(phones(3)), idempotencyKey: 'spring' };
    const ids = await Promise.all(all.map(({ bulk }) => bulk.create(asked)));
    expect(idOf(ids[0]!)).toBe(idOf(ids[1]!));
    await stateIs(all[0]!, idOf(ids[0]!), 'finished');
    expect([...sent].sort()).toEqual(phones(3));
    const changed = { ...request(phones(4)), idempotencyKey: 'spring' };
    await expect(all[1]!.bulk.create(changed)).resolves.toEqual({ refusal: { why: 'otherJob' } });
    expect(sent).toHaveLength(3);
  });

  describe('do what is wanted of them, in every state', () => {
    type Order = Exclude<BulkWish, 'finish'>;
    const table: { orders: Order[]; state: string; allowed: Partial<Record<Order, string>> }[] = [
      { orders: [], state: 'collecting', allowed: { start: 'finished', cancel: 'cancelled' } },
      { orders: ['start'], state: 'running', allowed: { pause: 'paused', cancel: 'cancelled' } },
      { orders: ['start', 'pause'], state: 'paused', allowed: { resume: 'finished', cancel: 'cancelled' } },
      { orders: ['cancel'], state: 'cancelled', allowed: {} },
    ];
    const cases = table.flatMap(({ orders, state, allowed }) =>
      (['start', 'pause', 'resume', 'cancel'] as const).map((order) => ({
        state,
        order,
        orders,
        end: allowed[order],
      })),
    );

    test.each(cases)('$order when $state: $end', async ({ state, order, orders, end }) => {
      const [server] = await servers();
      let release = (): void => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      answer = (to) => gate.then(() => ok(`wamid.${to}`));
      const id = idOf(await server!.bulk.create({ ...request(phones(40)), open: true }));
      for (const one of orders) {
        await server!.bulk.order(id, one);
      }
      await stateIs(server!, id, state);
      const given = await server!.bulk.order(id, order);
      if (end === undefined) {
        expect(given).toEqual({ refusal: { why: 'wrongState', state } });
        release();
        await server!.bulk.order(id, 'resume');
        await until(async () => (await server!.bulk.progress(id))!.state !== 'running');
        return;
      }
      if (end === 'paused') {
        await stateIs(server!, id, end);
        await server!.bulk.order(id, 'resume');
      }
      release();
      await stateIs(server!, id, end === 'paused' ? 'finished' : end);
      expect(new Set(sent).size).toBe(sent.length);
      const found = await results(server!, id);
      expect(found).toHaveLength(40);
      expect(found.filter(([, what]) => what === 'accepted').map(([to]) => to)).toEqual([...sent].sort());
    });
  });

  test('that are cancelled keep what is on its way, and send nothing more', async () => {
    const [server] = await servers();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    answer = (to) => gate.then(() => ok(`wamid.${to}`));
    const id = idOf(await server!.bulk.create(request(phones(100))));
    await until(() => sent.length > 0);
    await server!.bulk.order(id, 'cancel');
    release();
    await stateIs(server!, id, 'cancelled');
    const found = await results(server!, id);
    const accepted = found.filter(([, what]) => what === 'accepted').map(([to]) => to);
    expect(accepted.length).toBeLessThanOrEqual(40);
    expect(accepted).toEqual([...sent].sort());
    expect(found.filter(([, what]) => what === 'cancelled')).toHaveLength(100 - accepted.length);
  });

  test.each([
    { what: 'an account without payment', code: 131042 },
    { what: 'too much that people refused', code: 131048 },
    { what: 'a template that was paused', code: 132015 },
  ])('pause for $what, with one notice, and go on later', async ({ code }) => {
    const [server] = await servers();
    answer = (to) => Promise.resolve(sent.length > 30 ? failed(final(code)) : ok(`wamid.${to}`));
    const id = idOf(await server!.bulk.create(request(phones(150))));
    await stateIs(server!, id, 'paused');
    expect(stops()).toHaveLength(1);
    expect(sent.length).toBeLessThan(80);
    answer = (to) => Promise.resolve(ok(`wamid.${to}`));
    await server!.bulk.order(id, 'resume');
    await stateIs(server!, id, 'finished');
    expect(new Set(sent).size).toBe(sent.length);
    const found = await results(server!, id);
    expect(found).toHaveLength(150);
    expect(new Set(found.map(([, what]) => what))).toEqual(new Set(['accepted', String(code)]));
    expect(stops()).toHaveLength(1);
  });

  test('pause also when WhatsApp tells so after it has accepted the messages', async () => {
    const [server] = await servers();
    answer = async (to, { callbackData }) => {
      const errors = [{ code: 131042, details: '' }];
      const update = {
        event: 'status',
        wamid: `wamid.${to}`,
        status: 'failed',
        callbackData,
        errors,
      } as const;
      void server!.deliveries.update({ ...update, at: world.clock.now() });
      return Promise.resolve(ok(`wamid.${to}`));
    };
    const id = idOf(await server!.bulk.create(request(phones(4_000))));
    await stateIs(server!, id, 'paused');
    expect(stops()).toHaveLength(1);
    expect(sent.length).toBeLessThan(4_000);
    const progress = await server!.bulk.progress(id);
    expect(progress!.fates!.failedLater).toBeGreaterThan(0);
  }, 60_000);

  test.each([
    { what: 'somebody who is not on WhatsApp', code: 131026 },
    { what: 'somebody who got too many such messages lately', code: 131049 },
    { what: 'somebody who stopped marketing', code: 131050 },
    { what: 'somebody in an experiment of Meta', code: 130472 },
  ])('go on behind $what', async ({ code }) => {
    const [server] = await servers();
    answer = (to) => Promise.resolve(to === phone(1) ? failed(failureOf(code, '')) : ok(`wamid.${to}`));
    const id = idOf(await server!.bulk.create(request(phones(3))));
    await stateIs(server!, id, 'finished');
    expect(await results(server!, id)).toEqual([
      [phone(0), 'accepted'],
      [phone(1), String(code)],
      [phone(2), 'accepted'],
    ]);
    expect(sent).toHaveLength(3);
    expect(stops()).toEqual([]);
  });

  test('try again what may pass', async () => {
    const [server] = await servers();
    let tries = 0;
    answer = (to) =>
      Promise.resolve(to === phone(1) && ++tries < 3 ? failed(failureOf(130429, '')) : ok(`wamid.${to}`));
    const id = idOf(await server!.bulk.create(request(phones(3))));
    await stateIs(server!, id, 'finished');
    expect((await results(server!, id)).map(([, what]) => what)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(sent.filter((to) => to === phone(1))).toHaveLength(3);
  });

  test('leave out who stopped marketing, what is no number, and who came before in the job', async () => {
    const [server] = await servers();
    const [first, ...more] = phones(4);
    const choice = { wanted: false, source: 'whatsapp', at: world.clock.now() } as never;
    await server!.optOuts.choose(number, { waId: more[0]! }, choice);
    const open = { ...request([first!, more[0]!, `+${first!}`, 'nobody']), open: true };
    const id = idOf(await server!.bulk.create(open));
    const next = [more[1]!, first!].map((phoneNumber) => ({ phoneNumber }));
    await server!.bulk.append(id, next);
    // Because the answer was lost.
    await server!.bulk.append(id, next);
    await server!.bulk.order(id, 'start');
    await stateIs(server!, id, 'finished');
    expect(await results(server!, id)).toEqual([
      [first, 'accepted'],
      [more[0], 'opted-out'],
      [first, 'duplicate'],
      ['nobody', 'invalid-number'],
      [more[1], 'accepted'],
      [first, 'duplicate'],
    ]);
    expect([...sent].sort()).toEqual([first, more[1]].sort());
  });

  test('without recipients do not begin', async () => {
    const [server] = await servers();
    const id = idOf(await server!.bulk.create({ ...request([]), open: true }));
    await expect(server!.bulk.order(id, 'start')).resolves.toEqual({ refusal: { why: 'empty' } });
  });

  test('of one number are done one after another, as they were made; a paused one lets the next go first', async () => {
    const [one, two] = await servers(2);
    const jobs = ['49151', '49152', '49153'].map((prefix) => request(phones(50, prefix)));
    const first = idOf(await one!.bulk.create({ ...jobs[0]!, open: true }));
    world.clock.advance(1);
    const second = idOf(await two!.bulk.create({ ...jobs[1]!, open: true }));
    world.clock.advance(1);
    const third = idOf(await one!.bulk.create({ ...jobs[2]!, open: true }));
    await one!.bulk.order(first, 'start');
    await one!.bulk.order(first, 'pause');
    await two!.bulk.order(second, 'start');
    await one!.bulk.order(third, 'start');
    await stateIs(one!, third, 'finished');
    expect((await two!.bulk.progress(second))!.state).toBe('finished');
    expect((await two!.bulk.progress(first))!.state).toBe('paused');
    const order = sent.map((to) => to.slice(0, 5)).filter((prefix) => prefix !== '49151');
    expect(order).toEqual([...order].sort());
    await one!.bulk.order(first, 'resume');
    await stateIs(one!, first, 'finished');
    expect(new Set(sent).size).toBe(150);
  });

  test('of two numbers run side by side', async () => {
    const [server] = await servers();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    answer = async (to) => {
      await (to.startsWith('49151') ? gate : undefined);
      return ok(`wamid.${to}`);
    };
    const slow = idOf(await server!.bulk.create(request(phones(30))));
    const fast = idOf(await server!.bulk.create(request(phones(30, '49152'), other)));
    await stateIs(server!, fast, 'finished');
    expect((await server!.bulk.progress(slow))!.state).toBe('running');
    release();
    await stateIs(server!, slow, 'finished');
  });
});

/** As {@link failureOf}, but not tried again within the test. */
function final(code: number) {
  return { ...failureOf(code, ''), retryable: false };
}
