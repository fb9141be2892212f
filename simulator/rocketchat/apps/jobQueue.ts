import { randomBytes } from 'node:crypto';

import type { AppJobDoc } from '../appDocuments';
import type { Store } from '../store';
import { parseInterval } from './interval';

/** Rocket.Chat's agenda: how long a job stays locked by a server that died with it. */
const LOCK_LIFETIME = 10 * 60 * 1000;

export type Processor = (job: Record<string, unknown>) => Promise<void>;

/**
 * The queue of scheduled jobs, one for each server, over the store that they share. Jobs of one name run one after
 * another on a server; a lock in the store keeps other servers off a job.
 */
export class JobQueue {
  private readonly processors = new Map<string, Processor>();
  private readonly running = new Set<string>();
  private timer?: NodeJS.Timeout;

  /** @param tick milliseconds between two looks at the store; agenda's default is 5 s. */
  constructor(
    private readonly store: Store,
    private readonly tick = 5000,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.look(), this.tick);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  define(name: string, processor: Processor): void {
    this.processors.set(name, processor);
  }

  async addOnce(name: string, nextRunAt: Date, data: object): Promise<string> {
    const job = {
      _id: newJobId(),
      name,
      type: 'once' as const,
      data: { ...data },
      nextRunAt,
      lockedAt: null,
    };
    await this.store.appJobs.insertAsync(job);
    return job._id;
  }

  /** One job for each name: scheduling it again replaces interval and data. */
  async addRecurring(
    name: string,
    interval: string | number,
    data: object,
    skipImmediate: boolean,
  ): Promise<string> {
    const length = parseInterval(interval);
    const changes = { interval, data: { ...data } };
    const next = new Date(Date.now() + (skipImmediate ? length : 0));
    const known = await this.store.appJobs.findOneAsync({ name, type: 'recurring' });
    if (known) {
      // A run that was due immediately stays where it was.
      const $set = skipImmediate ? { ...changes, nextRunAt: next } : changes;
      await this.store.appJobs.updateAsync({ _id: known._id }, { $set }, {});
      return known._id;
    }
    const job = {
      _id: newJobId(),
      name,
      type: 'recurring' as const,
      ...changes,
      nextRunAt: next,
      lockedAt: null,
    };
    await this.store.appJobs.insertAsync(job);
    return job._id;
  }

  async hasOnce(name: string): Promise<boolean> {
    return (await this.store.appJobs.countAsync({ name, type: 'once' })) > 0;
  }

  async cancel(query: { _id: string } | { name: string | RegExp }): Promise<void> {
    await this.store.appJobs.removeAsync(query, { multi: true });
  }

  private look(): void {
    for (const [name, processor] of this.processors) {
      if (!this.running.has(name)) {
        this.running.add(name);
        void this.runDue(name, processor).finally(() => this.running.delete(name));
      }
    }
  }

  private async runDue(name: string, processor: Processor): Promise<void> {
    for (let job = await this.lockNext(name); job && this.timer; job = await this.lockNext(name)) {
      await this.run(job, processor);
    }
  }

  private async lockNext(name: string): Promise<AppJobDoc | undefined> {
    const now = new Date();
    const expired = new Date(now.getTime() - LOCK_LIFETIME);
    // The embedded database takes null for the beginning of 1970; MongoDB compares it with no date.
    const isDue = { nextRunAt: { $gt: new Date(0), $lte: now } };
    const isFree = { $or: [{ lockedAt: null }, { lockedAt: { $gt: new Date(0), $lte: expired } }] };
    const [due] = await this.store.appJobs
      .findAsync({ name, ...isDue, ...isFree })
      .sort({ nextRunAt: 1 })
      .limit(1);
    if (!due) {
      return undefined;
    }
    const own = { _id: due._id, lockedAt: due.lockedAt };
    const { numAffected } = await this.store.appJobs.updateAsync(own, { $set: { lockedAt: now } }, {});
    return numAffected === 1 ? due : this.lockNext(name);
  }

  /** A job that fails is kept and not tried again, unless it recurs. */
  private async run(job: AppJobDoc, processor: Processor): Promise<void> {
    const lastRunAt = new Date();
    const nextRunAt = job.interval ? new Date(lastRunAt.getTime() + parseInterval(job.interval)) : null;
    const set = ($set: object): Promise<unknown> =>
      this.store.appJobs.updateAsync({ _id: job._id }, { $set }, {});
    await set({ lastRunAt, nextRunAt });
    const { appId, ...data } = job.data;
    try {
      await processor({ ...data, jobId: job._id });
      await (job.type === 'once' ? this.cancel({ _id: job._id }) : set({ lockedAt: null }));
    } catch (error) {
      // What a server did not finish stays locked, as if it had died.
      if (!this.timer) {
        return;
      }
      const failReason =
        error instanceof Error ? error.message : String((error as { message?: unknown }).message);
      await set({ failedAt: new Date(), failReason, lockedAt: null });
    }
  }
}

/** Of the form of MongoDB's ids, by which `cancelJob` tells them from processors' names. */
function newJobId(): string {
  return randomBytes(12).toString('hex');
}
