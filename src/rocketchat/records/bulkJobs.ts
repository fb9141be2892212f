import {
  PAGE_SIZE,
  type BulkChunk,
  type BulkJob,
  type BulkOrder,
  type BulkRecipient,
  type BulkResult,
  type MarkedChunk,
  type PageCount,
  type Tally,
} from '../../domain/bulk';
import type { BulkJobs } from '../../services/bulk/ports';
import { dayKey, type Records } from './records';

interface StoredTally extends Tally {
  pageId: string;
}

interface StoredMarks {
  chunkId: string;
  marks: string[];
}

/** All records of a job go with the day on which it was made. */
export class BulkJobRecords implements BulkJobs {
  constructor(private readonly records: Records) {}

  async add(job: BulkJob): Promise<void> {
    await this.records.add(['bulk-jobs', `bulk-job:${job.id}`, dayKey(job.createdAt)], job);
  }

  async byId(id: string): Promise<BulkJob | undefined> {
    return (await this.records.find<BulkJob>(`bulk-job:${id}`))[0];
  }

  async all(): Promise<BulkJob[]> {
    return (await this.records.find<BulkJob>('bulk-jobs')).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** The chunk's own record comes last: without it nobody looks for its pages. */
  async append(job: BulkJob, { marks, ...chunk }: MarkedChunk, recipients: BulkRecipient[]): Promise<void> {
    const day = dayKey(job.createdAt);
    for (let page = 0; page < chunk.pages; page++) {
      const content = recipients.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
      await this.records.put([pageKey(job.id, `${chunk.id}-${page}`), day], { recipients: content });
    }
    await this.records.put([`bulk-marks:${job.id}`, `bulk-chunk-marks:${job.id}:${chunk.id}`, day], {
      chunkId: chunk.id,
      marks,
    } satisfies StoredMarks);
    await this.records.put([`bulk-chunks:${job.id}`, `bulk-chunk:${job.id}:${chunk.id}`, day], chunk);
  }

  /** Apart from the chunks, which are read again and again. */
  async marks(jobId: string, chunks: readonly BulkChunk[]): Promise<string[]> {
    const ids = new Set(chunks.map(({ id }) => id));
    const stored = await this.records.find<StoredMarks>(`bulk-marks:${jobId}`);
    return stored.filter(({ chunkId }) => ids.has(chunkId)).flatMap(({ marks }) => marks);
  }

  async chunks(jobId: string): Promise<BulkChunk[]> {
    const chunks = await this.records.find<BulkChunk>(`bulk-chunks:${jobId}`);
    const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
    return [...byId.values()].sort((a, b) => a.addedAt - b.addedAt);
  }

  async page(jobId: string, pageId: string): Promise<BulkRecipient[]> {
    const page = await this.records.newest<{ recipients: BulkRecipient[] }>(pageKey(jobId, pageId));
    return page?.recipients ?? [];
  }

  async order(job: BulkJob, order: BulkOrder): Promise<void> {
    await this.records.add([`bulk-orders:${job.id}`, dayKey(job.createdAt)], order);
  }

  orders(jobId: string): Promise<BulkOrder[]> {
    return this.records.find<BulkOrder>(`bulk-orders:${jobId}`);
  }

  /** The tally comes last: it says that the results are whole. */
  async settle(job: BulkJob, pageId: string, results: BulkResult[]): Promise<void> {
    await this.keep(job, pageId, results);
    const accepted = results.filter(({ wamid }) => wamid !== undefined).length;
    const tally: StoredTally = { pageId, accepted, failed: results.length - accepted };
    const keys = [`bulk-tallies:${job.id}`, `bulk-tally:${job.id}:${pageId}`, dayKey(job.createdAt)];
    await this.records.put(keys, tally);
  }

  async tallies(jobId: string): Promise<Map<string, Tally>> {
    const tallies = await this.records.find<StoredTally>(`bulk-tallies:${jobId}`);
    return new Map(tallies.map(({ pageId, accepted, failed }) => [pageId, { accepted, failed }]));
  }

  async counts(jobId: string): Promise<Map<string, PageCount>> {
    const counts = await this.records.find<PageCount & { pageId: string }>(`bulk-counts:${jobId}`);
    const latest = counts.sort((a, b) => a.countedAt - b.countedAt);
    return new Map(latest.map((count) => [count.pageId, count]));
  }

  async saveCount(job: BulkJob, pageId: string, count: PageCount): Promise<void> {
    const keys = [`bulk-counts:${job.id}`, `bulk-count:${job.id}:${pageId}`, dayKey(job.createdAt)];
    await this.records.put(keys, { ...count, pageId });
  }

  async keep(job: BulkJob, pageId: string, results: (BulkResult | null)[]): Promise<void> {
    await this.records.put([resultsKey(job.id, pageId), dayKey(job.createdAt)], { results });
  }

  async results(jobId: string, pageId: string): Promise<(BulkResult | null)[]> {
    const page = await this.records.newest<{ results: (BulkResult | null)[] }>(resultsKey(jobId, pageId));
    return page?.results ?? [];
  }
}

function pageKey(jobId: string, pageId: string): string {
  return `bulk-page:${jobId}:${pageId}`;
}

function resultsKey(jobId: string, pageId: string): string {
  return `bulk-results:${jobId}:${pageId}`;
}
