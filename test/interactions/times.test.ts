import { clockTime, exactTime } from '../../src/interactions/times';

const AT = Date.UTC(2026, 10, 21, 22, 50, 7);

describe('A moment on the clock of its reader', () => {
  it.each<[string, number | null | undefined, string]>([
    ['in Berlin', 1, '2026-11-21 23:50 (UTC+1)'],
    ['in India, half an hour off', 5.5, '2026-11-22 04:20 (UTC+5:30)'],
    ['in Nepal, a quarter of an hour off', 5.75, '2026-11-22 04:35 (UTC+5:45)'],
    ['in Newfoundland, half an hour off to the west', -3.5, '2026-11-21 19:20 (UTC-3:30)'],
    ['in Brazil', -3, '2026-11-21 19:50 (UTC-3)'],
    ['in Kiribati, on the next day', 14, '2026-11-22 12:50 (UTC+14)'],
    ['in Iceland', 0, '2026-11-21 22:50 (UTC)'],
    ['of whom the host does not tell it', undefined, '2026-11-21 22:50 (UTC)'],
    ['of whom the host tells nothing', null, '2026-11-21 22:50 (UTC)'],
  ])('%s', (_, utcOffset, shown) => {
    expect(clockTime(AT, utcOffset)).toBe(shown);
  });

  it('has seconds where several things happen in a minute', () => {
    expect(exactTime(AT, 5.5)).toBe('2026-11-22 04:20:07 (UTC+5:30)');
  });
});
