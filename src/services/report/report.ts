import type { ConnectedNumber } from '../../domain/number';
import { figuresOf, type DayFigures, type Figures } from '../../domain/report';
import type { Counter } from '../health/counter';
import type { DayCount } from '../health/ports';
import type { Clock, Numbers, Settings } from '../ports';

const DAY = 24 * 60 * 60_000;
/** Days of the longest report. */
const MOST_DAYS = 90;
export const USUAL_DAYS = 7;

export interface Report {
  /** In UTC, oldest first, the present day last, e.g. `2026-11-20`. */
  days: string[];
  all: Figures;
  byNumber: { number: ConnectedNumber; figures: Figures }[];
  /** A figure a day and number. */
  daily: DayFigures[];
}

/** Figures of the last days: what the servers have counted, added up. */
export class ReportService {
  constructor(
    private readonly numbers: Numbers,
    private readonly counter: Counter,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** How far back counts reach: they age out as all records do. */
  async mostDays(): Promise<number> {
    const { retentionDays } = await this.settings.get();
    return Math.max(1, Math.min(MOST_DAYS, Math.floor(retentionDays) || 1));
  }

  /** @param length in days, the present one among them */
  async of(length: number): Promise<Report> {
    const now = this.clock.now();
    const days = Array.from({ length }, (_, index) => dayOf(now - (length - 1 - index) * DAY));
    const numbers = await this.numbers.all();
    const daily: DayFigures[] = [];
    for (const { id } of numbers) {
      const counts = await this.counter.days(id, now - (length - 1) * DAY);
      daily.push(...days.map((day) => ofDay(day, id, counts)));
    }
    return {
      days,
      all: figuresOf(daily),
      byNumber: numbers.map((number) => ({
        number,
        figures: figuresOf(daily.filter(({ numberId }) => numberId === number.id)),
      })),
      daily,
    };
  }
}

/** What all servers counted of a number on one day. */
function ofDay(day: string, numberId: string, counts: DayCount[]): DayFigures {
  const figures: DayFigures = { day, numberId, received: 0, sent: 0, errors: {}, tally: {} };
  for (const { hours, tally = {} } of counts.filter((count) => count.day === day)) {
    for (const hour of Object.values(hours)) {
      figures.received += hour.received;
      figures.sent += hour.sent;
      addTo(figures.errors, hour.errors);
    }
    addTo(figures.tally, tally);
  }
  return figures;
}

function addTo(sums: Record<string, number>, counts: Record<string, number>): void {
  for (const [what, count] of Object.entries(counts)) {
    sums[what] = (sums[what] ?? 0) + count;
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
