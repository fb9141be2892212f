import type { Clock } from '../clock';

export interface ThrottleRule {
  errors: number;
  withinMs: number;
  blockMs: number;
}

/** Blocks who asks for media that isn't there again and again. */
export class LookupThrottle {
  private readonly errors = new Map<string, number[]>();
  private readonly blockedUntil = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly rule: ThrottleRule,
  ) {}

  isBlocked(whom: string): boolean {
    return (this.blockedUntil.get(whom) ?? 0) > this.clock.now();
  }

  countError(whom: string): void {
    const now = this.clock.now();
    const recent = (this.errors.get(whom) ?? []).filter((at) => now - at < this.rule.withinMs);
    recent.push(now);
    this.errors.set(whom, recent);
    if (recent.length >= this.rule.errors) {
      this.blockedUntil.set(whom, now + this.rule.blockMs);
      this.errors.delete(whom);
    }
  }
}
