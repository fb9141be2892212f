/** Work that goes on after an answer was given: timers and requests under way, ended together when the provider stops. */
export class Tasks {
  private readonly timers = new Map<NodeJS.Timeout, () => void>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  /** Runs `work` after a pause in real time, never in the same turn; once closed, it never runs. */
  after(ms: number, work: () => void | Promise<void>): void {
    void this.run(async () => {
      await this.pause(ms);
      if (!this.isClosed) {
        await work();
      }
    });
  }

  /** Starts `work` at once and keeps it in view until it ends. */
  run(work: () => Promise<void>): Promise<void> {
    const running: Promise<void> = work().finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  /** Resolves after `ms`, or as soon as everything is closed. */
  pause(ms: number): Promise<void> {
    if (this.isClosed) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.set(timer, resolve);
    });
  }

  /** Resolves when nothing is under way any more, retries included. */
  async settled(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.allSettled(this.running);
    }
  }

  get isClosed(): boolean {
    return this.signal.aborted;
  }

  /** Aborts requests under way when everything is closed. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  async close(): Promise<void> {
    this.ending.abort();
    for (const [timer, resolve] of this.timers) {
      clearTimeout(timer);
      resolve();
    }
    this.timers.clear();
    await this.settled();
  }
}
