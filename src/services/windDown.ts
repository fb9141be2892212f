import type { Clock, Log } from './ports';

/**
 * How long the end of this process waits for what is under way, milliseconds. The engine gives an app 30 s to be
 * disabled, and an administrator who updates the app waits for it.
 */
const PATIENCE = 10_000;
const LOOK = 50;

/** Work that this server has at the moment, and would leave behind for as long as its leases last. */
export interface WorkInHand {
  inHand(): number;
}

/**
 * The end of this process, as it comes when the app is disabled or updated: nothing new is taken on, and what is under
 * way is ended first, so that nothing has to wait for another process to find it abandoned.
 */
export class WindDown {
  private ending = false;

  constructor(
    private readonly works: WorkInHand[],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Whether new work would better be left to the next process. */
  get isEnding(): boolean {
    return this.ending;
  }

  /** Resolves when all is done, or patience has run out. */
  async end(): Promise<void> {
    this.ending = true;
    const until = this.clock.now() + PATIENCE;
    while (this.inHand() > 0 && this.clock.now() < until) {
      await this.clock.sleep(LOOK);
    }
    const left = this.inHand();
    if (left > 0) {
      this.log.warn('Work was left behind, and is taken up when its leases have run out', { left });
    }
  }

  /** The app goes on after all: the engine enables a disabled app in the same process. */
  goOn(): void {
    this.ending = false;
  }

  private inHand(): number {
    return this.works.reduce((sum, work) => sum + work.inHand(), 0);
  }
}
