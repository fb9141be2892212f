import { failed, ok } from '../../../src/domain/failure';
import type { NumberHealth } from '../../../src/domain/health';
import { text, type Text } from '../../../src/domain/text';
import { WEBHOOK_SECRET_HEADER } from '../../../src/services/webhookKeeper';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const NUMBER = aNumber({ webhookSecret: 'the-secret', connectedAt: Date.UTC(2026, 10, 19) });
const HEALTHY: NumberHealth = {
  phoneNumberId: NUMBER.phoneNumberId,
  displayNumber: NUMBER.displayNumber,
  ability: 'AVAILABLE',
  quality: 'GREEN',
};
const BAD_KEY = aFailure({ code: 'http-401', scope: 'channel', human: text('failure.bad-key') });
const AWAY = aFailure({ code: 'no-answer', retryable: true, human: text('failure.no-answer') });
const MINUTE = 60_000;

const keys = (sentences: Text[]): string[] => sentences.map(({ key }) => key);

describe('The check of a number', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  const ours = (origin = world.workspace.url, secret = NUMBER.webhookSecret) => ({
    url: `${origin}/api/apps/private/app/hash/incoming?number=${NUMBER.id}`,
    headers: { [WEBHOOK_SECRET_HEADER.toLowerCase()]: secret },
  });

  beforeEach(async () => {
    world = new World();
    server = startServer(world);
    world.api.healthAnswer = ok(HEALTHY);
    world.api.current = ours();
    await server.numbers.save(NUMBER);
  });

  /** A check and what it told. */
  async function check(on = server) {
    const { admins, news } = world.notices;
    const [warned, told] = [admins.length, news.length];
    await on.healthCheck.run();
    const [status] = (await on.status.overview()).numbers;
    return { warnings: keys(admins.slice(warned)), news: keys(news.slice(told)), status: status! };
  }

  it('says nothing of a number that is well', async () => {
    const { warnings, news, status } = await check();
    expect([warnings, news]).toEqual([[], []]);
    expect(status).toMatchObject({ level: 'ok', checkup: { health: HEALTHY, webhook: { state: 'ours' } } });
  });

  it('knows of no message while there was none, and takes that for no silence', async () => {
    await check();
    const { warnings, status } = await check();
    expect(warnings).toEqual([]);
    expect(status.traffic.lastInboundAt).toBeUndefined();
    expect(status.traffic.lastOutboundAt).toBeUndefined();
  });

  it.each<[string, Partial<NumberHealth>, string, string, string]>([
    ['limited', { ability: 'LIMITED' }, 'warning', 'health.limited', 'health.available'],
    ['blocked', { ability: 'BLOCKED' }, 'critical', 'health.blocked', 'health.available'],
    ['of medium quality', { quality: 'YELLOW' }, 'warning', 'health.qualityMedium', 'health.qualityHigh'],
    ['of low quality', { quality: 'RED' }, 'warning', 'health.qualityLow', 'health.qualityHigh'],
  ])('tells once that a number is %s, and once that it is well again', async (_, state, level, bad, good) => {
    world.api.healthAnswer = ok({ ...HEALTHY, ...state });
    expect(await check()).toMatchObject({ warnings: [bad], news: [], status: { level } });
    expect(await check()).toMatchObject({ warnings: [], news: [] });
    world.api.healthAnswer = ok(HEALTHY);
    expect(await check()).toMatchObject({ warnings: [], news: [good], status: { level: 'ok' } });
    expect(await check()).toMatchObject({ warnings: [], news: [] });
  });

  it.each<[string, NumberHealth['messagingLimit'], NumberHealth['messagingLimit'], 'warnings' | 'news']>([
    ['a lower limit', 2_000, 250, 'warnings'],
    ['a limit where there was none', 'unlimited', 100_000, 'warnings'],
    ['a higher limit', 250, 2_000, 'news'],
    ['that there is no limit any more', 100_000, 'unlimited', 'news'],
  ])('tells once of %s, and again when it has been otherwise', async (_, before, after, as) => {
    const sentence = as === 'warnings' ? 'health.limitLower' : 'health.limitHigher';
    const back = as === 'warnings' ? 'health.limitHigher' : 'health.limitLower';
    const limited = (messagingLimit: NumberHealth['messagingLimit']) => ok({ ...HEALTHY, messagingLimit });
    world.api.healthAnswer = limited(before);
    expect(await check()).toMatchObject({ warnings: [], news: [] });
    for (let round = 0; round < 2; round++) {
      world.api.healthAnswer = limited(after);
      const servers = [server, startServer(world)];
      const { admins, news } = world.notices;
      const [warned, told] = [admins.length, news.length];
      await Promise.all(servers.map(({ healthCheck }) => healthCheck.run()));
      expect([...keys(admins.slice(warned)), ...keys(news.slice(told))]).toEqual([sentence]);
      world.api.healthAnswer = failed(AWAY);
      expect(await check()).toMatchObject({ warnings: [], news: [] });
      world.api.healthAnswer = limited(before);
      const { warnings, news: better } = await check();
      expect([...warnings, ...better]).toEqual([back]);
    }
  });

  it('tells the reasons of WhatsApp, and other reasons anew', async () => {
    const because = (code: number, words: string) =>
      ok({ ...HEALTHY, ability: 'BLOCKED' as const, hindrances: [{ entity: 'WABA', code, words }] });
    world.api.healthAnswer = because(141006, 'There is an error with the payment method.');
    await check();
    expect(world.notices.admins.at(-1)?.params).toEqual({
      number: NUMBER.displayNumber,
      reasons: 'There is an error with the payment method.',
    });
    world.api.healthAnswer = because(141010, 'The account is under review.');
    expect(await check()).toMatchObject({ warnings: ['health.blocked'] });
  });

  it('makes nothing of a sandbox that tells nothing', async () => {
    world.api.healthAnswer = ok({});
    expect(await check()).toMatchObject({ warnings: [], news: [], status: { level: 'ok' } });
  });

  it('takes over a new name', async () => {
    world.api.healthAnswer = ok({ ...HEALTHY, verifiedName: 'Teehaus am Markt' });
    await check();
    await expect(server.numbers.byId(NUMBER.id)).resolves.toEqual({
      ...NUMBER,
      verifiedName: 'Teehaus am Markt',
    });
  });

  describe('of which 360dialog does not tell', () => {
    it('warns of a bad key at once, once on all servers, and tells when it is over', async () => {
      const other = startServer(world);
      world.api.healthAnswer = failed(BAD_KEY);
      await Promise.all([check(), check(other)]);
      expect(keys(world.notices.admins)).toEqual(['notice.channelTrouble']);
      world.api.healthAnswer = ok(HEALTHY);
      await Promise.all([check(), check(other)]);
      expect(keys(world.notices.news)).toEqual(['notice.channelWorks']);
    });

    it('does not repeat what sending has told already; and finds it over', async () => {
      await server.troubles.raise(NUMBER.id, BAD_KEY);
      world.api.healthAnswer = failed(BAD_KEY);
      expect(await check()).toMatchObject({ warnings: [] });
      world.api.healthAnswer = ok(HEALTHY);
      expect(await check()).toMatchObject({ news: ['notice.channelWorks'] });
    });

    it('does not take a trouble for over that only sending meets', async () => {
      await server.troubles.raise(NUMBER.id, aFailure({ code: 131042, scope: 'channel' }));
      expect(await check()).toMatchObject({ news: [] });
      await server.troubles.clear(NUMBER.id);
      expect(keys(world.notices.news)).toEqual(['notice.channelWorks']);
    });

    it('waits a while before it makes something of an outage, and keeps what it knew', async () => {
      await check();
      world.api.healthAnswer = failed(AWAY);
      world.clock.advance(5 * MINUTE);
      expect(await check()).toMatchObject({
        warnings: [],
        status: { level: 'warning', checkup: { health: HEALTHY, failure: { code: 'no-answer' } } },
      });
      world.clock.advance(15 * MINUTE);
      expect(await check()).toMatchObject({ warnings: ['notice.channelTrouble'] });
      world.api.healthAnswer = ok(HEALTHY);
      expect(await check()).toMatchObject({ news: ['notice.channelWorks'], status: { level: 'ok' } });
    });
  });

  describe('whose webhook', () => {
    const TAKEN = { url: 'https://crm.example.net/hook?token=their-secret', headers: {} };

    it('another system took: tells once, with the way back, and nothing but the host of it', async () => {
      world.api.current = TAKEN;
      expect(await check()).toMatchObject({
        warnings: ['health.webhookTaken'],
        status: { level: 'critical', checkup: { webhook: { state: 'taken', host: 'crm.example.net' } } },
      });
      expect(await check()).toMatchObject({ warnings: [] });
      expect(world.notices.adminActions).toMatchObject([{ id: 'webhook-take-back', value: NUMBER.id }]);
      expect(world.api.current).toBe(TAKEN);
      expect(JSON.stringify(world.notices.admins) + JSON.stringify(world.database.docs)).not.toContain(
        'their-secret',
      );
    });

    it('is taken back by one click', async () => {
      world.api.current = TAKEN;
      await check();
      await expect(server.webhookRepair.takeBack(NUMBER.id)).resolves.toMatchObject({ ok: true });
      expect(world.api.current.url).toBe(ours().url);
      expect(keys(world.notices.news)).toEqual(['health.webhookBack']);
      expect(await check()).toMatchObject({ warnings: [], news: [], status: { level: 'ok' } });
    });

    it.each<[string, () => void, string]>([
      ['a number that was disconnected', () => void server.numbers.remove(NUMBER.id), 'edit.gone'],
      [
        'a workspace on localhost',
        () => void (world.workspace.url = 'http://localhost:3000'),
        'connect.urlNotHttps',
      ],
      [
        'a key that is not good any more',
        () => void (world.api.setAnswer = failed(BAD_KEY)),
        'failure.bad-key',
      ],
    ])('cannot be taken back for %s', async (_, arrange, reason) => {
      world.api.current = TAKEN;
      arrange();
      const taken = await server.webhookRepair.takeBack(NUMBER.id);
      expect(taken).toMatchObject({ ok: false, failure: { human: { key: reason } } });
      expect(world.api.current).toBe(TAKEN);
    });

    it.each([
      ['is gone', { url: '', headers: {} }],
      ['lost its secret', { ...ours('https://chat.example.org'), headers: {} }],
      ['has another secret', ours('https://chat.example.org', 'another')],
    ])('%s: sets it again and says so', async (_, current) => {
      world.api.current = current;
      expect(await check()).toMatchObject({
        warnings: [],
        news: ['health.webhookSetAgain'],
        status: { checkup: { webhook: { state: 'ours' } } },
      });
      expect(world.api.current).toEqual({
        ...ours(),
        headers: { [WEBHOOK_SECRET_HEADER]: NUMBER.webhookSecret },
      });
    });

    it('leads to an address that the workspace has left: follows it', async () => {
      world.workspace.url = 'https://new.example.org';
      expect(await check()).toMatchObject({ warnings: [], news: ['health.webhookMoved'] });
      expect(world.api.current.url).toBe(ours('https://new.example.org').url);
      expect(world.notices.news[0]?.params).toMatchObject({ host: 'new.example.org' });
    });

    it('follows it once, whichever server is first', async () => {
      const other = startServer(world);
      world.workspace.url = 'https://new.example.org';
      await Promise.all([server.healthCheck.run(), other.healthCheck.run()]);
      expect(keys(world.notices.news)).toEqual(['health.webhookMoved']);
    });

    it('follows the workspace also while the former address leads to it still', async () => {
      world.internet.hosts.set('chat.example.org', ({ searchParams }) =>
        server.twins.answer(searchParams.get('probe')!),
      );
      world.workspace.url = 'https://new.example.org';
      expect(await check()).toMatchObject({ news: ['health.webhookMoved'] });
    });

    it('is not taken from the workspace that this one is a copy of, unless somebody wants it', async () => {
      const original = startServer(new World());
      world.internet.hosts.set('chat.example.org', ({ searchParams }) =>
        original.twins.answer(searchParams.get('probe')!),
      );
      const before = world.api.current;
      world.workspace.url = 'https://staging.example.org';
      expect(await check()).toMatchObject({ warnings: ['health.webhookAtTwin'], news: [] });
      expect(await check()).toMatchObject({ warnings: [] });
      expect(world.api.current).toBe(before);
      await server.webhookRepair.takeBack(NUMBER.id);
      expect(world.api.current.url).toBe(ours('https://staging.example.org').url);
    });

    it('stays where it is when 360dialog cannot reach the new address', async () => {
      const before = world.api.current;
      world.workspace.url = 'http://localhost:3000';
      expect(await check()).toMatchObject({ warnings: ['health.addressUnreachable'], news: [] });
      expect(await check()).toMatchObject({ warnings: [] });
      expect(world.api.current).toBe(before);
      world.workspace.url = 'https://new.example.org';
      expect(await check()).toMatchObject({ warnings: [], news: ['health.webhookMoved'] });
    });

    it('is left alone when the number is disconnected while the check goes on', async () => {
      const empty = { url: '', headers: {} };
      world.api.current = empty;
      const health = world.api.health.bind(world.api);
      world.api.health = async () => {
        await server.numbers.remove(NUMBER.id);
        return health();
      };
      await server.healthCheck.run();
      expect(world.api.current).toBe(empty);
    });
  });

  describe('to which nobody writes', () => {
    beforeEach(() => (world.settings.silenceAlarmHours = 12));

    it('raises the alarm after the hours of the setting, once, until somebody writes', async () => {
      server.counter.received(NUMBER.id);
      await check();
      world.clock.advance(11 * 60 * MINUTE);
      expect(await check()).toMatchObject({ warnings: [] });
      world.clock.advance(60 * MINUTE);
      expect(await check()).toMatchObject({ warnings: ['health.silent'] });
      expect(await check()).toMatchObject({ warnings: [] });
      server.counter.received(NUMBER.id);
      expect(await check()).toMatchObject({ news: ['health.heard'] });
    });

    it('knows of the last message also days later', async () => {
      server.counter.received(NUMBER.id);
      const at = world.clock.now();
      await check();
      world.clock.advance(5 * 24 * 60 * MINUTE);
      const { status } = await check(startServer(world));
      expect(status.traffic.lastInboundAt).toBe(at);
    });

    it('is silent only from the first check on', async () => {
      expect(await check()).toMatchObject({ warnings: [] });
    });

    it('raises none while it is off, and ends one quietly', async () => {
      await check();
      world.clock.advance(24 * 60 * MINUTE);
      expect(await check()).toMatchObject({ warnings: ['health.silent'] });
      world.settings.silenceAlarmHours = 0;
      expect(await check()).toMatchObject({ warnings: [], news: [] });
    });
  });

  it('asks once for many who want to know at the same time', async () => {
    let asked = 0;
    const health = world.api.health.bind(world.api);
    world.api.health = () => {
      asked++;
      return health();
    };
    await Promise.all([server.healthCheck.run(), server.healthCheck.run(), server.healthCheck.run()]);
    expect(asked).toBe(1);
  });

  it('is made behind a number that was connected, whatever becomes of it', async () => {
    server.healthCheck.checkSoon(NUMBER);
    expect((await server.status.overview()).numbers[0]).toMatchObject({ checkup: undefined });
    await settle();
    expect((await server.status.overview()).numbers[0]).toMatchObject({
      level: 'ok',
      checkup: { health: HEALTHY },
    });

    world.api.health = () => Promise.reject(new Error('out of order'));
    server.healthCheck.checkSoon(NUMBER);
    await settle();
    expect(world.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is made anew of a number that was changed while one was under way', async () => {
    const answers: (() => void)[] = [];
    world.api.health = () =>
      new Promise((resolve) =>
        answers.push(() => resolve(answers.length === 1 ? failed(BAD_KEY) : ok(HEALTHY))),
      );
    const first = server.healthCheck.check(NUMBER);
    server.healthCheck.checkSoon(NUMBER);
    await settle();
    expect(answers).toHaveLength(1);
    answers[0]!();
    expect(await first).toMatchObject({ failure: { code: 'http-401' } });
    await settle();
    answers[1]!();
    await settle();
    const [status] = (await server.status.overview()).numbers;
    expect(status?.level).toBe('ok');
    expect(status?.checkup?.failure).toBeUndefined();
  });

  it('is not hindered by another number that cannot be checked', async () => {
    await server.numbers.save(aNumber({ id: 'number-2', displayNumber: '+49301111' }));
    world.api.health = () => Promise.reject(new Error('out of order'));
    await server.healthCheck.run();
    expect(world.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  it('forgets what it found of a number that is gone', async () => {
    await check();
    await server.numbers.remove(NUMBER.id);
    await server.healthCheck.run();
    await server.numbers.save(NUMBER);
    expect((await server.status.overview()).numbers[0]).toMatchObject({
      level: 'warning',
      checkup: undefined,
    });
  });
});
