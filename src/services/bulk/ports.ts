import type {
  BulkChunk,
  BulkJob,
  BulkOrder,
  BulkProgress,
  BulkRecipient,
  BulkResult,
  MarkedChunk,
  PageCount,
  Tally,
} from '../../domain/bulk';

/** Jobs in small records: nothing in them grows with the number of recipients. */
export interface BulkJobs {
  add(job: BulkJob): Promise<void>;
  byId(id: string): Promise<BulkJob | undefined>;
  /** The last ones first. */
  all(): Promise<BulkJob[]>;
  /** Adds recipients as a whole: after a crash in between they are not there. */
  append(job: BulkJob, chunk: MarkedChunk, recipients: BulkRecipient[]): Promise<void>;
  /** Of the recipients of those chunks. */
  marks(jobId: string, chunks: readonly BulkChunk[]): Promise<string[]>;
  /** In the order in which they were added. */
  chunks(jobId: string): Promise<BulkChunk[]>;
  page(jobId: string, pageId: string): Promise<BulkRecipient[]>;
  order(job: BulkJob, order: BulkOrder): Promise<void>;
  orders(jobId: string): Promise<BulkOrder[]>;
  /** Ends a page. */
  settle(job: BulkJob, pageId: string, results: BulkResult[]): Promise<void>;
  /** Of the pages that have ended, by their ids. */
  tallies(jobId: string): Promise<Map<string, Tally>>;
  /** The latest count of each page that was counted, by its id. */
  counts(jobId: string): Promise<Map<string, PageCount>>;
  saveCount(job: BulkJob, pageId: string, count: PageCount): Promise<void>;
  /** Keeps what is known of a page that was left; null for recipients whose turn did not come. */
  keep(job: BulkJob, pageId: string, results: (BulkResult | null)[]): Promise<void>;
  /** Of a page that has ended, or was left. */
  results(jobId: string, pageId: string): Promise<(BulkResult | null)[]>;
}

/** A server's work on a job. */
export interface BulkTurn {
  /** Random. */
  key: string;
  jobId: string;
  numberId: string;
  /** Unix milliseconds: jobs of a number are done one after another, in this order. */
  createdAt: number;
  /** Unix milliseconds: of a job that was paused in between, the last turn begins when the one before has ended. */
  begunAt: number;
}

export interface BulkWork {
  claim(turn: BulkTurn): Promise<boolean>;
  done(turn: BulkTurn): Promise<void>;
  /** Lets go of a turn: it comes up with the abandoned ones after that time. */
  putOff(turn: BulkTurn, milliseconds: number): Promise<void>;
  /** What another server left behind. */
  abandoned(): Promise<BulkTurn[]>;
  /** Whether an earlier job of the number is being done, by whichever server. */
  isAhead(turn: BulkTurn): Promise<boolean>;
}

/** Where people see how a job is getting on. */
export interface BulkBoard {
  /** To be told again and again; shows it when something has changed. */
  show(progress: BulkProgress): Promise<void>;
  /** @param file the results, as CSV */
  finish(progress: BulkProgress, file: Buffer): Promise<void>;
}
