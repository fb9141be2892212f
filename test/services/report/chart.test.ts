import { CHART, drawChart, type ChartDay } from '../../../src/services/report/chart';
import { toPng } from '../../../src/services/report/png';
import { readPng, type Picture } from '../../support/png';

const GREEN = '#2e7d32';
const BLUE = '#1e64c8';
const RED = '#d32f2f';

function pictureOf(...days: Partial<ChartDay>[]): Picture {
  const whole = days.map((day, index) => ({
    ...{ day: `2026-11-${String(index + 1).padStart(2, '0')}`, received: 0, sent: 0, failed: 0 },
    ...day,
  }));
  return readPng(toPng(drawChart(whole)));
}

/** How many pixels of a colour stand above each other, at most. */
function tallest({ width, height, colour }: Picture, wanted: string): number {
  const columns = Array.from({ length: width }, (_, x) =>
    Array.from({ length: height }, (__, y) => colour(x, y)).filter((found) => found === wanted),
  );
  return Math.max(...columns.map(({ length }) => length));
}

describe('the chart', () => {
  it('is a picture of its size', () => {
    const { width, height } = pictureOf({ received: 1 });
    expect({ width, height }).toEqual(CHART);
  });

  it('has bars as high as the numbers', () => {
    const picture = pictureOf({ received: 100, sent: 50, failed: 25 }, { received: 10 });
    const received = tallest(picture, GREEN);
    expect(received).toBeGreaterThan(300);
    expect(tallest(picture, BLUE) / received).toBeCloseTo(0.5, 1);
    expect(tallest(picture, RED) / received).toBeCloseTo(0.25, 1);
  });

  it('has no bar for nothing, and is drawn nonetheless', () => {
    const picture = pictureOf({});
    expect([GREEN, BLUE, RED].map((colour) => tallest(picture, colour))).toEqual([0, 0, 0]);
  });

  it('has room for ninety days and for large numbers', () => {
    const days = Array.from({ length: 90 }, () => ({ received: 1_234_567, sent: 1 }));
    expect(tallest(pictureOf(...days), GREEN)).toBeGreaterThan(300);
  });
});
