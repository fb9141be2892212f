import type { BulkProgress, Filling, TemplateName } from '../../domain/bulk';
import type { Failure } from '../../domain/failure';
import type { EndRefusal, NamedEnds } from '../templateSending/ends';
import type { GivenRecipient } from './recipients';

/** What others ask of bulk jobs, and what they are answered. */

export interface BulkRequest extends NamedEnds {
  /** The same key is the same job. */
  idempotencyKey?: string;
  template: TemplateName;
  filling: Filling;
  recipients: GivenRecipient[];
  /** Whether more recipients follow before it begins. */
  open: boolean;
}

export type BulkRefusal =
  | { why: 'tooMany' | 'otherJob' | 'unknownJob' | 'started' | 'empty' }
  | EndRefusal
  | { why: 'wrongState'; state: BulkProgress['state'] }
  | { why: 'failure'; failure: Failure };

export type BulkAnswer = { progress: BulkProgress } | { refusal: BulkRefusal };
