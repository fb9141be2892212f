import type { Clock } from '../clock';
import type { Rate, RateOptions } from '../options';

class Bucket {
  private tokens: number;

  constructor(
    private readonly rate: Rate,
    private filledAt: number,
  ) {
    this.tokens = rate.burst;
  }

  take(now: number): boolean {
    const refill = ((now - this.filledAt) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + refill);
    this.filledAt = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}

/** Token buckets by what they limit and for whom. */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly rates: RateOptions,
    private readonly clock: Clock,
  ) {}

  /** Whether one more is within the limit. */
  allows(limit: keyof RateOptions, whom: string): boolean {
    const now = this.clock.now();
    const key = `${limit} ${whom}`;
    const bucket = this.buckets.get(key) ?? new Bucket(this.rates[limit], now);
    this.buckets.set(key, bucket);
    return bucket.take(now);
  }
}
