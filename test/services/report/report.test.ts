import type { DeliveryUpdate } from '../../../src/domain/delivery';
import { failed } from '../../../src/domain/failure';
import { figuresOf, lost, type DayFigures } from '../../../src/domain/report';
import { newsOf } from '../../../src/services/delivery/news';
import { reportTable, reportTexts } from '../../../src/services/report/words';
import { sayIn } from '../../../src/rocketchat/translator';
import { settle } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';
import { HOUR, MINUTE, number, Scene } from '../window/support';

const DAY = 24 * HOUR;

describe('what a status tells that is new', () => {
  const status = (word: DeliveryUpdate['status'], rest: Partial<DeliveryUpdate> = {}): DeliveryUpdate => ({
    ...{ event: 'status', wamid: 'w', status: word, at: 1 },
    ...rest,
  });
  const free = { category: 'service', type: 'free_customer_service' };
  const cases: [label: string, before: DeliveryUpdate[], update: DeliveryUpdate, expected: string[]][] = [
    ['sent', [], status('sent'), []],
    ['sent, with its price', [], status('sent', { pricing: free }), ['price:service/free_customer_service']],
    [
      'a price without a type',
      [],
      status('sent', { pricing: { category: 'utility', billable: true } }),
      ['price:utility/regular'],
    ],
    [
      'a price that is known',
      [status('sent', { pricing: free })],
      status('delivered', { pricing: free }),
      ['delivered'],
    ],
    ['delivered', [status('sent')], status('delivered'), ['delivered']],
    ['read without delivered', [status('sent')], status('read'), ['delivered', 'read']],
    ['read after delivered', [status('delivered')], status('read'), ['read']],
    ['delivered after read', [status('read')], status('delivered'), []],
    ['played after read', [status('read')], status('played'), []],
    ['failed', [status('sent')], status('failed'), ['failed']],
    ['failed once more', [status('failed')], status('failed'), []],
  ];
  test.each(cases)('%s', (_label, before, update, expected) => {
    expect(newsOf(update, [...before, update], { isTemplate: false })).toEqual(expected);
  });

  it('counts the price of a template as that of a template as well', () => {
    const update = status('sent', { pricing: { category: 'marketing', type: 'regular' } });
    const news = newsOf(update, [update], { isTemplate: true });
    expect(news).toEqual(['price:marketing/regular', 'template-price:marketing/regular']);
  });
});

describe('ReportService', () => {
  let scene: Scene;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'Date'] });
    scene = await new Scene().begin();
  });

  afterEach(() => jest.useRealTimers());

  const pass = (milliseconds: number): void => scene.world.clock.advance(milliseconds);
  const figures = async (days = 7) => (await scene.server.reports.of(days)).all;

  async function statusComes(status: DeliveryUpdate['status'], rest: Partial<DeliveryUpdate> = {}) {
    const event: DeliveryUpdate = {
      ...{ event: 'status', wamid: 'wamid.OUT1', status, at: scene.world.clock.now() },
      callbackData: `${scene.roomId}/m1#0`,
      ...rest,
    };
    await scene.server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  it('adds up what all servers counted, of the days that are asked for', async () => {
    await scene.customerWrites();
    await scene.agentWrites('m1');
    await statusComes('sent', { pricing: { category: 'service', type: 'free_customer_service' } });
    await statusComes('read');
    const another = scene.anotherServer();
    await scene.customerWrites(another);
    await another.counter.flush();
    await scene.server.counter.flush();
    expect(await figures()).toMatchObject({ received: 2, sent: 1, delivered: 1, read: 1, failed: 0 });
    expect((await figures()).prices).toEqual([
      { category: 'service', type: 'free_customer_service', count: 1, templates: 0 },
    ]);
    pass(DAY);
    expect((await figures(1)).received).toBe(0);
    expect((await figures(2)).received).toBe(2);
  });

  it('tells days without messages, the present one last', async () => {
    await scene.customerWrites();
    const { days, daily } = await scene.server.reports.of(3);
    expect(days).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(daily.map(({ day, received }) => [day, received])).toEqual([
      ['2026-11-18', 0],
      ['2026-11-19', 0],
      ['2026-11-20', 1],
    ]);
  });

  it('reaches as far back as records are kept, at most ninety days', async () => {
    const most = async (retentionDays: number) => {
      scene.world.settings.retentionDays = retentionDays;
      return scene.server.reports.mostDays();
    };
    expect([await most(30), await most(8), await most(365), await most(Number.NaN)]).toEqual([30, 8, 90, 1]);
  });

  it('counts a window that ended in an open room once, on all servers, and not in a closed one', async () => {
    await scene.customerWrites();
    const servers = [scene.server, scene.anotherServer()];
    pass(DAY - MINUTE);
    await scene.server.windowWatch.run();
    expect((await figures()).expired).toBe(0);
    for (let minute = 0; minute < 5; minute++) {
      pass(10 * MINUTE);
      await Promise.all(servers.map(({ windowWatch }) => windowWatch.run()));
    }
    await servers[1]!.counter.flush();
    expect((await figures()).expired).toBe(1);
    await scene.customerWrites();
    scene.closeRoom();
    pass(DAY + MINUTE);
    await scene.server.windowWatch.run();
    expect((await figures()).expired).toBe(1);
  });

  it('counts the first answer of a person in a room, on whichever server', async () => {
    await scene.customerWrites();
    const opened = scene.world.clock.now();
    pass(10 * MINUTE);
    const answer = scene.message('m1', 'Hello');
    const bot = { ...answer, author: { name: 'Bot', username: 'bot', automatic: true } };
    await scene.server.firstResponses.wrote(bot, opened);
    const another = scene.anotherServer();
    await Promise.all(
      [scene.server, another].map(({ firstResponses }) => firstResponses.wrote(answer, opened)),
    );
    pass(HOUR);
    await scene.server.firstResponses.wrote(scene.message('m2', 'More'), opened);
    await another.counter.flush();
    const { responses } = await figures();
    expect(responses.count).toBe(1);
    expect(responses.median).toBeGreaterThanOrEqual(570);
    expect(responses.median).toBeLessThanOrEqual(630);
  });

  it('counts what WhatsApp refused at once beside what failed later', async () => {
    await scene.customerWrites();
    await scene.agentWrites('m1');
    await statusComes('failed', { errors: [{ code: 131026, details: '' }] });
    await scene.agentWrites('m2');
    scene.world.api.sendAnswers = [failed(aFailure({ code: 131009 }))];
    await scene.agentWrites('m3');
    await scene.agentWrites('m4');
    const all = await figures();
    expect(all).toMatchObject({ sent: 3, refused: 1, failed: 1 });
    expect(lost(all)).toEqual({ count: 2, of: 4 });
    const report = await scene.server.reports.of(1);
    expect(reportTexts(sayIn('en'), report).join('')).toContain(
      'Failed: 2 of 4 (50 %); 1 were refused at once, 1 failed',
    );
    expect(reportTable(sayIn('en'), report)).toContainEqual([
      '2026-11-20',
      '+4930901820',
      'Refused at once',
      '',
      1,
    ]);
  });

  it('does not count as refused what nobody knows the fate of', async () => {
    await scene.customerWrites();
    scene.world.api.sendAnswers = [failed(aFailure({ code: 'timeout', uncertain: true }))];
    await scene.agentWrites('m1');
    expect(await figures()).toMatchObject({ sent: 0, refused: 0, failed: 0 });
  });

  it('tells templates from other messages, also by their prices', async () => {
    await scene.customerWrites();
    await scene.agentWrites('m1');
    const utility = { category: 'utility', type: 'regular' };
    await statusComes('sent', { pricing: utility });
    const sent = await scene.server.outreach.send({
      number,
      to: { waId: '4915123456789' },
      template: { name: 'hello', language: 'en', components: [] },
      category: 'UTILITY',
      words: 'Hello',
      urgency: 'reply',
    });
    await settle();
    const callbackData = `outreach/${sent.ok ? sent.value.id : ''}#0`;
    await statusComes('sent', { wamid: 'wamid.OUT2', callbackData, pricing: utility });
    await statusComes('delivered', { wamid: 'wamid.OUT2', callbackData, pricing: utility });
    expect(await figures()).toMatchObject({
      sent: 2,
      templates: 1,
      prices: [{ ...utility, count: 2, templates: 1 }],
    });
    const report = await scene.server.reports.of(1);
    const words = reportTexts(sayIn('en'), report).join('');
    expect(words).toContain('Templates sent: 1');
    expect(words).toContain('2 × utility, charged; 1 of them templates');
    expect(reportTable(sayIn('en'), report)).toContainEqual([
      '2026-11-20',
      '+4930901820',
      'Templates by price category and billing',
      'utility / regular',
      1,
    ]);
  });

  it('counts what is refused outside the window by its code', async () => {
    await scene.customerWrites();
    pass(2 * DAY);
    await scene.agentWrites('m1');
    expect((await figures()).errors).toEqual([{ code: '131047', count: 1 }]);
  });

  it('is told in words and in a table', async () => {
    await scene.customerWrites();
    await scene.agentWrites('m1');
    await statusComes('failed', { errors: [{ code: 131026, details: '' }] });
    const report = await scene.server.reports.of(1);
    const say = sayIn('en');
    const words = reportTexts(say, report).join('');
    expect(words).toContain('WhatsApp from 2026-11-20 to 2026-11-20');
    expect(words).toContain('Received: 1');
    expect(words).toContain('Sent: 1; 0 % delivered, 0 % read\n');
    expect(words).toContain('Failed: 1 of 1 (100 %); 0 were refused at once, 1 failed after they were sent');
    expect(words).toMatch(/1 × .*131026/);
    const [head, ...lines] = reportTable(say, report);
    expect(head).toEqual(['Day (UTC)', 'Number', 'Measure', 'Kind', 'Value']);
    expect(lines).toContainEqual(['2026-11-20', '+4930901820', 'Received', '', 1]);
    expect(lines).toContainEqual(['2026-11-20', '+4930901820', 'Errors, by code', '131026', 1]);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([5]));
  });

  describe('in words, of many numbers', () => {
    const numbers = Array.from({ length: 30 }, (_, index) =>
      aNumber({ id: `n${index}`, displayNumber: `+4930${1000 + index}` }),
    );
    const busy = (index: number): DayFigures => ({
      ...{ day: '2026-11-20', numberId: `n${index}`, received: index, sent: index },
      errors: { 131026: 9, 131042: 8, 'http-401': 7, 'file-too-big': 6, 'made-up': 5 },
      tally: { 'price:marketing/free_entry_point': 2, 'price:utility/new_type': 1 },
    });

    function textsOf(count: number): string[] {
      const shown = numbers.slice(0, count);
      const daily = shown.map((_, index) => busy(index));
      const byNumber = shown.map((one, index) => ({ number: one, figures: figuresOf([daily[index]!]) }));
      return reportTexts(sayIn('en'), { days: ['2026-11-20'], all: figuresOf(daily), byNumber, daily });
    }

    it('takes several messages, none of which is too long for the workspace', () => {
      const texts = textsOf(30);
      expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(5000);
      expect(texts[0]).toMatch(/^📊 \*WhatsApp from 2026-11-20/);
      expect(texts.at(-1)).toMatch(/In the chart/);
    });

    it('has chapters of the twenty with the most traffic, and says how many more the table has', () => {
      const words = textsOf(30).join('\n');
      const told = numbers.filter(({ displayNumber }) => words.includes(`*${displayNumber}*`));
      expect(told.map(({ id }) => id)).toEqual(numbers.slice(10).map(({ id }) => id));
      expect(words).toContain('only the table has: 10');
      expect(textsOf(20).join('')).not.toContain('only the table has');
    });

    it('names prices and errors in plain words, and what is new by its own', () => {
      const words = textsOf(1).join('');
      expect(words).toContain('2 × marketing, free, after an advertisement');
      expect(words).toContain('1 × utility, new_type');
      expect(words).toMatch(/9 × WhatsApp could not deliver this message.*\(code 131026\)/);
      expect(words).toContain('7 × 360dialog does not accept the API key.');
      expect(words).toContain('6 × This file is bigger than the … MB that are allowed.');
      expect(words).toContain('5 × made-up');
      expect(words).not.toMatch(/\{\w+\}|regular|http-/);
    });
  });
});
