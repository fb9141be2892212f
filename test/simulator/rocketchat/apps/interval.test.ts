import { parseInterval, parseMoment } from '../../../../simulator/rocketchat/apps/interval';

describe('parseInterval', () => {
  test.each([
    ['30 seconds', 30_000],
    ['5 minutes', 300_000],
    ['a minute', 60_000],
    ['an hour', 3_600_000],
    ['1.5 hours', 5_400_000],
    ['1 hour and 30 minutes', 5_400_000],
    ['one day', 86_400_000],
    ['2 weeks', 1_209_600_000],
    [1500, 1500],
  ])('reads %p as %p ms', (interval, expected) => {
    expect(parseInterval(interval)).toBe(expected);
  });

  test.each([['*/5 * * * *'], ['0 0 12 * * *'], ['soon'], ['']])(
    'refuses %p with a text that says why',
    (interval) => {
      expect(() => parseInterval(interval)).toThrow(/no cron expressions/);
    },
  );
});

describe('parseMoment', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  test.each([
    ['an interval', '2 minutes', '2026-11-20T10:02:00.000Z'],
    ['an interval with "in"', 'in 10 seconds', '2026-11-20T10:00:10.000Z'],
    ['the text of a date', '2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
    ['a date', new Date('2026-12-24T18:00:00Z'), '2026-12-24T18:00:00.000Z'],
  ])('takes %s', (_label, when, expected) => {
    expect(parseMoment(when).toISOString()).toBe(expected);
  });
});
