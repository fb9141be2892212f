import type { Clock, Log } from '../ports';
import type { Counts, DayCount, HourCount } from './ports';

/** Counts are written down this long after the first change, milliseconds: a busy server writes once a while. */
const PAUSE = 30_000;
const DAY = 24 * 60 * 60_000;

/** What passed in the last 24 hours, on all servers. */
export interface Traffic extends HourCount {
  /** Unix milliseconds; absent when it was longer ago than yesterday. */
  lastInboundAt?: number;
  lastOutboundAt?: number;
}

/** Counts what passes, in memory first: the way of a message takes no call to the host for it. */
export class Counter {
  /** What this process counted, by number; a day before the present one stays until it is written down. */
  private readonly counts = new Map<string, Map<string, DayCount>>();
  private readonly unwritten = new Set<string>();
  private timer?: ReturnType<typeof setTimeout>;
  private writing = Promise.resolve();

  constructor(
    private readonly records: Counts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  received(numberId: string): void {
    const { day, hour, now } = this.present(numberId);
    day.lastInboundAt = now;
    hour.received++;
  }

  sent(numberId: string): void {
    const { day, hour, now } = this.present(numberId);
    day.lastOutboundAt = now;
    hour.sent++;
  }

  failed(numberId: string, code: number | string): void {
    const { hour } = this.present(numberId);
    hour.errors[code] = (hour.errors[code] ?? 0) + 1;
  }

  /** Counts something else for reports. @param what see `TALLY` */
  note(numberId: string, what: string): void {
    const { day } = this.present(numberId);
    const tally = (day.tally ??= {});
    tally[what] = (tally[what] ?? 0) + 1;
  }

  /** What all servers have counted since the day of that time. */
  async days(numberId: string, since: number): Promise<DayCount[]> {
    await this.flush();
    return this.records.since(numberId, since);
  }

  /** Writes down what was counted since the last time, one call after the other. */
  flush(): Promise<void> {
    this.writing = this.writing.catch(() => undefined).then(() => this.write());
    return this.writing;
  }

  async traffic(numberId: string): Promise<Traffic> {
    await this.flush();
    const now = this.clock.now();
    const days = await this.records.since(numberId, now - DAY);
    const hours = days.flatMap(({ day, hours: counted }) =>
      Object.entries(counted)
        .filter(([hour]) => Date.parse(`${day}T00:00:00Z`) + (Number(hour) + 1) * (DAY / 24) > now - DAY)
        .map(([, count]) => count),
    );
    return {
      received: sum(hours.map(({ received }) => received)),
      sent: sum(hours.map(({ sent }) => sent)),
      errors: hours.reduce((all, { errors }) => added(all, errors), {}),
      lastInboundAt: latest(days.map(({ lastInboundAt }) => lastInboundAt)),
      lastOutboundAt: latest(days.map(({ lastOutboundAt }) => lastOutboundAt)),
    };
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const numbers = [...this.unwritten];
    this.unwritten.clear();
    const today = dayOf(this.clock.now());
    for (const numberId of numbers) {
      for (const count of this.counts.get(numberId)?.values() ?? []) {
        await this.records.save(numberId, count);
        if (count.day !== today) {
          this.counts.get(numberId)?.delete(count.day);
        }
      }
    }
  }

  private present(numberId: string): { day: DayCount; hour: HourCount; now: number } {
    const now = this.clock.now();
    const days = this.counts.get(numberId) ?? new Map<string, DayCount>();
    this.counts.set(numberId, days);
    const name = dayOf(now);
    const day = days.get(name) ?? { day: name, hours: {} };
    days.set(name, day);
    const hour = (day.hours[new Date(now).getUTCHours()] ??= { received: 0, sent: 0, errors: {} });
    this.unwritten.add(numberId);
    this.timer ??= setTimeout(() => this.flushLater(), PAUSE);
    return { day, hour, now };
  }

  /** What was counted stays in memory when it cannot be written, and goes along with the next change. */
  private flushLater(): void {
    this.flush().catch((error: unknown) => {
      this.log.warn('Counts could not be written down', { reason: String(error) });
    });
  }
}

export function latest(times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function added(all: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const codes = [...Object.keys(all), ...Object.keys(more)];
  return Object.fromEntries(codes.map((code) => [code, (all[code] ?? 0) + (more[code] ?? 0)]));
}
