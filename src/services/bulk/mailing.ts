import type { BulkJob, BulkRecipient, BulkResult, BulkState } from '../../domain/bulk';
import { recipientId } from '../../domain/bulkPlace';
import { failed, ok, type Failure, type Result } from '../../domain/failure';
import type { Say } from '../../domain/text';
import { failures } from '../outbound/failures';
import { rateOf } from '../outbound/pace';
import type { Notices, Numbers } from '../ports';
import type { Preparing } from '../templateSending/preparing';
import { FILE_LANGUAGE } from './file';
import type { BulkJobs } from './ports';
import { Sending, type Material, type SendingPorts } from './sending';
import { Slots } from './slots';

/** How often work looks whether it is still wanted, milliseconds. */
const LOOK = 1_000;
/** Recipients on their way at once, however slow the number is: some may wait for another try of theirs. */
const LEAST_AT_ONCE = 20;
/**
 * Seconds of a number's pace that may be on their way at once. Enough to keep it busy when an answer takes that long,
 * and no more: after a halt of the server everything that waited goes out together.
 */
const ON_THE_WAY = 0.25;

export interface MailingPorts extends SendingPorts {
  jobs: Pick<BulkJobs, 'results' | 'keep'>;
  notices: Pick<Notices, 'say'>;
  numbers: Pick<Numbers, 'byId'>;
  preparing: Pick<Preparing, 'find' | 'fill'>;
}

/** What became of a page: all results, or that it was left. */
export type PageOutcome = { results: BulkResult[] } | { left: true };

/** The sending of one job, in one turn. */
export class Mailing {
  /** Why nobody else need be tried in this turn. */
  because?: Failure;
  /** The workspace has failed us: somebody takes the turn up again later. */
  private isBroken = false;
  private state?: { value: BulkState | undefined; readAt: number };

  private constructor(
    private readonly ports: MailingPorts,
    private readonly job: BulkJob,
    private readonly sending: Sending,
    private readonly slots: Slots,
    private readonly stateNow: () => Promise<BulkState | undefined>,
  ) {}

  /** @param stateNow of the job; undefined when the turn is over */
  static async begin(
    ports: MailingPorts,
    job: BulkJob,
    stateNow: () => Promise<BulkState | undefined>,
  ): Promise<Mailing> {
    const material = await materialOf(ports, job);
    const say: Say = await ports.notices.say(FILE_LANGUAGE);
    const rate = material.ok ? rateOf(material.value.number) : 0;
    const slots = new Slots(Math.max(LEAST_AT_ONCE, Math.ceil(rate * ON_THE_WAY)));
    return new Mailing(ports, job, new Sending(ports, job, material, say), slots, stateNow);
  }

  /** Each recipient once, whatever happened to the page before. Several pages may be sent side by side. */
  async send(page: string, recipients: readonly BulkRecipient[]): Promise<PageOutcome> {
    const { jobs } = this.ports;
    const before = await jobs.results(this.job.id, page);
    const all = await Promise.all(
      recipients.map(async (recipient, index) => {
        const known = before[index];
        return (
          known ??
          this.slots.use(() =>
            this.handle(recipientId({ jobId: this.job.id, pageId: page, index }), recipient),
          )
        );
      }),
    );
    const results = all.filter((result) => result !== null);
    if (results.length === recipients.length) {
      return { results };
    }
    if (results.length > 0) {
      await jobs.keep(this.job, page, all);
    }
    return { left: true };
  }

  /** @returns null for somebody whose turn does not come */
  private async handle(id: string, recipient: BulkRecipient): Promise<BulkResult | null> {
    const state = await this.lately();
    if (state === undefined || this.because || this.isBroken) {
      return null;
    }
    try {
      const { result, stop } = await this.sending.handle(id, recipient, state);
      this.because ??= stop;
      return result ?? null;
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }

  private async lately(): Promise<BulkState | undefined> {
    const now = this.ports.clock.now();
    if (!this.state || this.state.readAt + LOOK <= now) {
      this.state = { value: await this.stateNow(), readAt: now };
    }
    return this.state.value;
  }
}

async function materialOf({ numbers, preparing }: MailingPorts, job: BulkJob): Promise<Result<Material>> {
  const number = await numbers.byId(job.numberId);
  if (!number) {
    return failed(failures.disconnected());
  }
  const found = await preparing.find(number, job.template);
  return found.ok ? ok({ number, template: found.value }) : found;
}
