/** Milliseconds. After the last one the job has come round, which looks on and on. */
const PAUSES: readonly number[] = [1_000, 2_000, 4_000, 8_000];

/** Looks a few times, less and less often, after what has to wait. */
export class Looks {
  private left: number[] = [];
  private isLooking = false;

  /** @param lookAfter waits for so many milliseconds, and looks then; never rejects */
  constructor(private readonly lookAfter: (pause: number) => Promise<void>) {}

  /** Something has to wait from now on. */
  begin(): void {
    this.left = [...PAUSES];
    if (!this.isLooking) {
      void this.look();
    }
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    for (let pause = this.left.shift(); pause !== undefined; pause = this.left.shift()) {
      await this.lookAfter(pause);
    }
    this.isLooking = false;
  }
}
