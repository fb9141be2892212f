/** So many at once, refilled at a steady rate. Times in Unix milliseconds. */
export class TokenBucket {
  private tokens: number;

  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    private filledAt: number,
  ) {
    this.tokens = capacity;
  }

  /** @returns milliseconds until there is a token; 0 when there is one */
  pause(now: number): number {
    this.fill(now);
    // A sum of fractions may lack a hair of a whole token.
    const missing = 1 - this.tokens;
    return missing <= 1e-6 ? 0 : Math.ceil((missing / this.perSecond) * 1_000);
  }

  take(now: number): void {
    this.fill(now);
    this.tokens -= 1;
  }

  private fill(now: number): void {
    const gained = (Math.max(now - this.filledAt, 0) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.capacity, this.tokens + gained);
    this.filledAt = Math.max(this.filledAt, now);
  }
}
