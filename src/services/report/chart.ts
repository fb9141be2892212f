import { Raster, textWidth, type Colour } from './raster';

/** What a day has in the chart. */
export interface ChartDay {
  /** `2026-11-20` */
  day: string;
  received: number;
  sent: number;
  failed: number;
}

export const CHART = { width: 960, height: 480 } as const;

const WHITE: Colour = [255, 255, 255];
const GRID: Colour = [225, 229, 234];
const INK: Colour = [60, 66, 74];
/** In the order in which the bars of a day stand; the squares of the legend beside the chart have these colours. */
const BARS: readonly { of: (day: ChartDay) => number; colour: Colour }[] = [
  { of: ({ received }) => received, colour: [46, 125, 50] },
  { of: ({ sent }) => sent, colour: [30, 100, 200] },
  { of: ({ failed }) => failed, colour: [211, 47, 47] },
];

const PLOT = { left: 84, top: 24, right: CHART.width - 16, bottom: CHART.height - 44 } as const;
const SCALE = 2;
const GAP = 8;

/** Messages a day as bars: received, sent, failed. Without words: dates and numbers are the same in all languages. */
export function drawChart(days: readonly ChartDay[]): Raster {
  const raster = new Raster(CHART.width, CHART.height, WHITE);
  const most = Math.max(...days.flatMap((day) => BARS.map(({ of }) => of(day))), 1);
  const step = gridStep(most);
  const top = Math.ceil(most / step) * step;
  const height = PLOT.bottom - PLOT.top;
  for (let value = 0; value <= top; value += step) {
    const y = PLOT.bottom - (value / top) * height;
    raster.fill({ x: PLOT.left, y, width: PLOT.right - PLOT.left, height: 1 }, value === 0 ? INK : GRID);
    const label = String(value);
    raster.text(label, { x: PLOT.left - GAP - textWidth(label, SCALE), y: y - 7, scale: SCALE }, INK);
  }
  const width = (PLOT.right - PLOT.left) / days.length;
  for (const [index, day] of days.entries()) {
    drawDay(raster, day, { left: PLOT.left + index * width, width, unit: height / top });
  }
  labelDays(raster, days, width);
  return raster;
}

function drawDay(
  raster: Raster,
  day: ChartDay,
  { left, width, unit }: { left: number; width: number; unit: number },
): void {
  const bar = Math.max(1, Math.min(48, (width * 0.8) / BARS.length));
  const first = left + (width - bar * BARS.length) / 2;
  for (const [index, { of, colour }] of BARS.entries()) {
    const height = of(day) * unit;
    raster.fill({ x: first + index * bar, y: PLOT.bottom - height, width: bar, height }, colour);
  }
}

/** Month and day, as many as there is room for; the last day always. */
function labelDays(raster: Raster, days: readonly ChartDay[], width: number): void {
  const label = textWidth('00-00', SCALE);
  const every = Math.ceil((label + 2 * GAP) / width);
  for (const [index, { day }] of days.entries()) {
    if ((days.length - 1 - index) % every === 0) {
      const middle = PLOT.left + (index + 0.5) * width;
      const x = Math.min(middle - label / 2, CHART.width - label - 2);
      raster.text(day.slice(5), { x, y: PLOT.bottom + GAP, scale: SCALE }, INK);
    }
  }
}

/** A round step of 1, 2 or 5 and zeros, so that there are at most six lines above the base. */
function gridStep(most: number): number {
  const rough = most / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  return Math.max(1, step);
}
