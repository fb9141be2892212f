import { figuresOf, percent, responseStep, TALLY, type DayFigures } from '../../src/domain/report';

function day(rest: Partial<DayFigures>): DayFigures {
  return { day: '2026-11-20', numberId: 'n', received: 0, sent: 0, errors: {}, tally: {}, ...rest };
}

/** A day on which customers waited so many seconds for a first answer. */
function waits(...seconds: number[]): DayFigures {
  const tally: Record<string, number> = {};
  for (const one of seconds) {
    const step = TALLY.response + responseStep(one);
    tally[step] = (tally[step] ?? 0) + 1;
  }
  return day({ tally });
}

describe('figures of several days', () => {
  it('are the sums of what was counted', () => {
    const figures = figuresOf([
      day({
        received: 3,
        sent: 10,
        tally: { delivered: 8, read: 5, refused: 2, failed: 1, expired: 2, templates: 4 },
      }),
      day({ received: 4, sent: 5, tally: { delivered: 5, read: 0, refused: 1, failed: 1, templates: 1 } }),
    ]);
    expect(figures).toMatchObject({ received: 7, sent: 15, delivered: 13, read: 5, expired: 2 });
    expect(figures).toMatchObject({ refused: 3, failed: 2, templates: 5 });
  });

  it('name prices and errors, the most frequent first', () => {
    const { prices, errors } = figuresOf([
      day({
        tally: { 'price:service/free_customer_service': 9, 'price:utility/regular': 2, 'error:131047': 4 },
        errors: { 131026: 1, unreachable: 1 },
      }),
      day({
        tally: { 'price:utility/regular': 20, 'template-price:utility/regular': 15 },
        errors: { 131026: 4 },
      }),
    ]);
    expect(prices).toEqual([
      { category: 'utility', type: 'regular', count: 22, templates: 15 },
      { category: 'service', type: 'free_customer_service', count: 9, templates: 0 },
    ]);
    expect(errors).toEqual([
      { code: '131026', count: 5 },
      { code: '131047', count: 4 },
      { code: 'unreachable', count: 1 },
    ]);
  });

  it('are zeros of nothing', () => {
    expect(figuresOf([])).toEqual({
      received: 0,
      sent: 0,
      delivered: 0,
      read: 0,
      refused: 0,
      failed: 0,
      templates: 0,
      expired: 0,
      responses: { count: 0 },
      prices: [],
      errors: [],
    });
  });
});

describe('first answers', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => (index + 1) * 60);
  const cases: [label: string, days: DayFigures[], count: number, median: number, ninetieth: number][] = [
    ['one', [waits(90)], 1, 90, 90],
    ['two, of which the faster one is the median', [waits(60, 600)], 2, 60, 600],
    ['three of several days', [waits(10), waits(1000), waits(100)], 3, 100, 1000],
    ['a hundred', [waits(...hundred)], 100, 3_000, 5_400],
    ['one at once', [waits(0)], 1, 1, 1],
  ];
  test.each(cases)('%s', (_label, days, count, median, ninetieth) => {
    const { responses } = figuresOf(days);
    expect(responses.count).toBe(count);
    const within5Percent = (wanted: number) => [wanted * 0.95, wanted * 1.05] as const;
    for (const [got, wanted] of [
      [responses.median!, median],
      [responses.ninetieth!, ninetieth],
    ] as const) {
      const [least, most] = within5Percent(wanted);
      expect(got).toBeGreaterThanOrEqual(Math.floor(least));
      expect(got).toBeLessThanOrEqual(Math.ceil(most));
    }
  });
});

describe('percent', () => {
  test.each([
    [1, 3, 33],
    [2, 3, 67],
    [3, 3, 100],
    [0, 3, 0],
    [0, 0, 0],
  ])('%i of %i are %i', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected);
  });
});
