import type { DeliveryStatus } from './delivery';
import type { Route } from './outreach';
import type { TemplateValues } from './template';

/** What a template is filled with: values by input, or components in WhatsApp's own form. */
export type Filling = { values: TemplateValues } | { components: readonly object[] };

export interface TemplateName {
  name: string;
  language: string;
}

/** One template to many people. What of it changes stands in records of their own. */
export interface BulkJob {
  id: string;
  numberId: string;
  template: TemplateName;
  /** For recipients who bring nothing of their own. */
  filling: Filling;
  route?: Route;
  /** Tells requests apart that came under the same idempotency key. */
  fingerprint: string;
  /** Unix milliseconds. */
  createdAt: number;
}

export interface BulkRecipient {
  /** Digits; what was given, where that is no number. */
  to: string;
  filling?: Filling;
  /** Why nothing is sent: found when the recipient was added. */
  refused?: 'invalid-number' | 'duplicate';
}

/** Recipients that came in one request, kept in pages. */
export interface BulkChunk {
  id: string;
  recipients: number;
  pages: number;
  /** Unix milliseconds. */
  addedAt: number;
}

/** A chunk with what tells its recipients from others. */
export interface MarkedChunk extends BulkChunk {
  marks: string[];
}

/** So many recipients make a page: a record of some kilobytes, and a second or two of sending. */
export const PAGE_SIZE = 100;

/** Recipients of a job. Each costs some records while the retention time lasts. */
export const MOST_RECIPIENTS = 100_000;

export interface BulkResult {
  to: string;
  /** Of what 360dialog accepted. */
  wamid?: string;
  /** Why it was not sent: Meta's code, or a word of ours. */
  code?: number | string;
  /** The same for people, in English: it stands in a file that outlives every reader's language. */
  reason?: string;
}

/** A result with what WhatsApp has told since. Times in Unix milliseconds, by WhatsApp's clock. */
export interface FollowedResult extends BulkResult {
  /** The furthest that is known. */
  status?: DeliveryStatus;
  /** Of the first proof that it arrived: whoever reads a message has got it. */
  deliveredAt?: number;
  readAt?: number;
  failedAt?: number;
}

export interface Tally {
  accepted: number;
  failed: number;
}

/** What became of what was accepted. Whoever has read a message counts as delivered, too. */
export interface Fates {
  delivered: number;
  read: number;
  failedLater: number;
}

/** A page as it stood when it was last counted. */
export interface PageCount extends Tally, Fates {
  /** Unix milliseconds. */
  countedAt: number;
  /** Whether nothing more can come. */
  isFinal: boolean;
}

/** What somebody, or the work itself, wants of a job from some time on. */
export type BulkWish = 'start' | 'pause' | 'resume' | 'cancel' | 'finish';

export interface BulkOrder {
  wish: BulkWish;
  /** The turn that it begins; each has a claim of its own, so that a job can be begun again. */
  turn?: string;
  /** Unix milliseconds. */
  at: number;
}

export type BulkState = 'collecting' | 'running' | 'paused' | 'cancelling' | 'cancelled' | 'finished';

export interface BulkProgress extends Tally {
  job: BulkJob;
  state: BulkState;
  recipients: number;
  /** Absent where nobody has looked. */
  fates?: Fates;
}

/** Where a job stands, by all that was wanted of it. Nothing follows a cancellation but its end. */
export function stateOf(orders: readonly BulkOrder[]): BulkState {
  const wishes = inOrder(orders).map(({ wish }) => wish);
  const isCancelled = wishes.includes('cancel');
  if (wishes.includes('finish')) {
    return isCancelled ? 'cancelled' : 'finished';
  }
  if (isCancelled) {
    return 'cancelling';
  }
  const last = wishes.at(-1);
  if (last === undefined) {
    return 'collecting';
  }
  return last === 'pause' ? 'paused' : 'running';
}

/** The turn that counts: work that was begun for an earlier one ends. */
export function turnOf(orders: readonly BulkOrder[]): string | undefined {
  return inOrder(orders)
    .map(({ turn }) => turn)
    .filter((turn) => turn !== undefined)
    .at(-1);
}

const FROM: Record<Exclude<BulkWish, 'finish'>, readonly BulkState[]> = {
  start: ['collecting'],
  pause: ['running'],
  resume: ['paused'],
  cancel: ['collecting', 'running', 'paused'],
};

export function mayDo(wish: Exclude<BulkWish, 'finish'>, state: BulkState): boolean {
  return FROM[wish].includes(state);
}

function inOrder(orders: readonly BulkOrder[]): BulkOrder[] {
  return [...orders].sort((a, b) => a.at - b.at);
}
