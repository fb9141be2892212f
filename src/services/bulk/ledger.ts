import {
  stateOf,
  type BulkJob,
  type BulkProgress,
  type FollowedResult,
  type PageCount,
} from '../../domain/bulk';
import { pageGroup } from '../../domain/bulkPlace';
import type { Failure } from '../../domain/failure';
import { failureIn } from '../../whatsapp/errors';
import type { Deliveries } from '../delivery/ports';
import type { Clock, Notices } from '../ports';
import { countOf, follow } from './fates';
import { FILE_LANGUAGE, resultFile } from './file';
import type { BulkJobs } from './ports';

/** A page whose count is younger than that is not counted again, milliseconds. */
const FRESH = 10_000;
/** Pages that are counted for one question, so that its answer does not take long; the rest has its turn later. */
const PAGES_A_QUESTION = 100;
/** Pages that are read side by side. */
const AT_ONCE = 10;

interface LedgerPorts {
  clock: Clock;
  deliveries: Pick<Deliveries, 'ofGroup'>;
  jobs: BulkJobs;
  notices: Pick<Notices, 'say'>;
}

/** What became of jobs: how far they are, and of each recipient. */
export class BulkLedger {
  constructor(private readonly ports: LedgerPorts) {}

  /** As far as sending goes, and quickly: nothing is looked up of single recipients. */
  async progress(job: BulkJob): Promise<BulkProgress> {
    const { jobs } = this.ports;
    const chunks = await jobs.chunks(job.id);
    const tallies = [...(await jobs.tallies(job.id)).values()];
    return {
      job,
      state: stateOf(await jobs.orders(job.id)),
      recipients: total(chunks, ({ recipients }) => recipients),
      accepted: total(tallies, ({ accepted }) => accepted),
      failed: total(tallies, ({ failed }) => failed),
    };
  }

  /** With what WhatsApp has told since, some seconds old at most; of very large jobs a little more. */
  async followed(job: BulkJob): Promise<BulkProgress> {
    const { clock, jobs } = this.ports;
    const progress = await this.progress(job);
    const counts = await jobs.counts(job.id);
    const pages = [...(await jobs.tallies(job.id)).keys()];
    const countedAt = (page: string): number => counts.get(page)?.countedAt ?? 0;
    const due = pages
      .filter((page) => !counts.get(page)?.isFinal && countedAt(page) + FRESH <= clock.now())
      .sort((a, b) => countedAt(a) - countedAt(b))
      .slice(0, PAGES_A_QUESTION);
    await sideBySide(due, async (page) => {
      counts.set(page, await this.count(job, page));
    });
    const all = [...counts.values()];
    return {
      ...progress,
      ...(all.length === pages.length && {
        accepted: total(all, ({ accepted }) => accepted),
        failed: total(all, ({ failed }) => failed),
      }),
      fates: {
        delivered: total(all, ({ delivered }) => delivered),
        read: total(all, ({ read }) => read),
        failedLater: total(all, ({ failedLater }) => failedLater),
      },
    };
  }

  /** As CSV, of the recipients whose fate is known. */
  async file(job: BulkJob): Promise<string> {
    const settled = await this.ports.jobs.tallies(job.id);
    const results = new Map<string, FollowedResult[]>();
    const pages = (await this.pages(job)).filter((page) => settled.has(page));
    await sideBySide(pages, async (page) => {
      results.set(page, await this.resultsOf(job, page));
    });
    return resultFile(pages.flatMap((page) => results.get(page) ?? []));
  }

  async pages(job: BulkJob): Promise<string[]> {
    const chunks = await this.ports.jobs.chunks(job.id);
    return chunks.flatMap(({ id, pages }) => Array.from({ length: pages }, (_, page) => `${id}-${page}`));
  }

  /** Failures of a page's messages that WhatsApp has told of since that time. */
  async failuresOf(job: BulkJob, page: string, since: number): Promise<Failure[]> {
    const updates = await this.ports.deliveries.ofGroup(pageGroup({ jobId: job.id, pageId: page }));
    return updates
      .filter(({ status, at }) => status === 'failed' && at >= since)
      .map(({ errors }) => failureIn(errors));
  }

  private async count(job: BulkJob, page: string): Promise<PageCount> {
    const now = this.ports.clock.now();
    const count = countOf(await this.resultsOf(job, page), now);
    await this.ports.jobs.saveCount(job, page, count);
    return count;
  }

  private async resultsOf(job: BulkJob, page: string): Promise<FollowedResult[]> {
    const { deliveries, jobs, notices } = this.ports;
    const results = await jobs.results(job.id, page);
    const updates = await deliveries.ofGroup(pageGroup({ jobId: job.id, pageId: page }));
    return follow(results, updates, await notices.say(FILE_LANGUAGE));
  }
}

async function sideBySide(pages: readonly string[], task: (page: string) => Promise<void>): Promise<void> {
  const waiting = [...pages];
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      await task(page);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function total<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}
