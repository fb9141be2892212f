/** The provider's time. Tests move it forward to close a window or let a media address expire, without waiting. */
export class Clock {
  private offsetMs = 0;

  constructor(private readonly base: () => number = Date.now) {}

  /** Milliseconds since the epoch. */
  now(): number {
    return this.base() + this.offsetMs;
  }

  /** How far this clock is ahead of its base, in milliseconds. */
  get ahead(): number {
    return this.offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** WhatsApp writes times as strings of Unix seconds. */
export function unixSeconds(ms: number): string {
  return String(Math.floor(ms / SECOND));
}
