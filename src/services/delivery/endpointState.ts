import type { Clock } from '../ports';

/** Pauses while the endpoint does not answer well, milliseconds: doubling. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;

/** How the endpoint is doing, as far as this server has seen. */
export class EndpointState {
  private pausedUntil = 0;
  private failures = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Whether it did not answer well last. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /** Whether it is to be left alone. */
  isPaused(): boolean {
    return this.pausedUntil > this.clock.now();
  }

  worked(): void {
    this.failures = 0;
    this.pausedUntil = 0;
  }

  /**
   * Failures side by side count as one.
   * @returns the pause that begins with it, milliseconds; undefined during one
   */
  failed(): number | undefined {
    if (this.isPaused()) {
      return undefined;
    }
    const pause = pauseAfter(++this.failures);
    this.pausedUntil = this.clock.now() + pause;
    return pause;
  }
}

/** @param failures how many in a row */
export function pauseAfter(failures: number): number {
  return Math.min(PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}
