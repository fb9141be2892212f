import type { BulkJob, BulkRecipient, BulkResult, BulkState } from '../../domain/bulk';
import { failed, ok, type Failure, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import { text, type Say, type Text } from '../../domain/text';
import { failures } from '../outbound/failures';
import type { Outbox } from '../outbound/ports';
import { outreachKey } from '../outreach/keys';
import type { OutreachService } from '../outreach/outreach';
import type { Clock, Notices, Numbers } from '../ports';
import type { Preparing } from '../templateSending/preparing';
import type { BulkJobs } from './ports';

/** Recipients on their way at once: enough to keep a number busy when an answer takes a quarter of a second. */
const AT_ONCE = 20;
/** How often work looks whether it is still wanted, milliseconds. */
const LOOK = 1_000;
/** What another process has begun is waited for, milliseconds: its lease has to run out before somebody takes it up. */
const PATIENCE = 180_000;
/** Meta's codes for what nobody gets at present: template missing, paused, disabled; too much of it was refused. */
const STOPPING_CODES: readonly unknown[] = [132001, 132015, 132016, 131048, 368];

export interface MailingPorts {
  clock: Clock;
  jobs: Pick<BulkJobs, 'results' | 'keep'>;
  notices: Pick<Notices, 'say'>;
  numbers: Pick<Numbers, 'byId'>;
  outbox: Pick<Outbox, 'isKnown' | 'outcome'>;
  outreach: Pick<OutreachService, 'send'>;
  preparing: Pick<Preparing, 'find' | 'fill'>;
}

/** The reasons go into a file, for programs and whoever reads it. */
const FILE_LANGUAGE = 'en';

/** What became of a page: all results, or why it was left. */
export type PageOutcome = { results: BulkResult[] } | { left: true; because?: Failure };

interface Material {
  number: ConnectedNumber;
  template: Template | undefined;
}

/** The sending of one job, in one turn. */
export class Mailing {
  private state?: { value: BulkState | undefined; readAt: number };

  private constructor(
    private readonly ports: MailingPorts,
    private readonly job: BulkJob,
    private readonly material: Result<Material>,
    private readonly say: Say,
    private readonly stateNow: () => Promise<BulkState | undefined>,
  ) {}

  /** @param stateNow of the job; undefined when the turn is over */
  static async begin(
    ports: MailingPorts,
    job: BulkJob,
    stateNow: () => Promise<BulkState | undefined>,
  ): Promise<Mailing> {
    const material = await materialOf(ports, job);
    return new Mailing(ports, job, material, await ports.notices.say(FILE_LANGUAGE), stateNow);
  }

  /** Each recipient once, whatever happened to the page before. */
  async send(page: string, recipients: readonly BulkRecipient[]): Promise<PageOutcome> {
    const { jobs } = this.ports;
    const results: (BulkResult | null)[] = await jobs.results(this.job.id, page);
    const waiting = recipients.map((_, index) => index).filter((index) => !results[index]);
    let because: Failure | undefined;
    const worker = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const state = await this.lately();
        if (state === undefined || because) {
          waiting.length = 0;
          return;
        }
        const { result, stop } = await this.handle(
          `${this.job.id}-${page}-${index}`,
          recipients[index]!,
          state,
        );
        results[index] = result ?? null;
        because ??= stop;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const all = recipients.map((_, index) => results[index] ?? null);
    const known = all.filter((result) => result !== null);
    if (known.length === recipients.length) {
      return { results: known };
    }
    await jobs.keep(this.job, page, all);
    return { left: true, ...(because && { because }) };
  }

  private async handle(
    id: string,
    recipient: BulkRecipient,
    state: BulkState,
  ): Promise<{ result?: BulkResult; stop?: Failure }> {
    const { to, refused } = recipient;
    if (refused) {
      return { result: this.failure(to, refused, text(`bulk.refused-${refused}`)) };
    }
    if (state === 'cancelling') {
      const isUnderWay = await this.ports.outbox.isKnown(outreachKey(id));
      return {
        result: isUnderWay
          ? await this.fateOf(id, to)
          : this.failure(to, 'cancelled', text('bulk.cancelled')),
      };
    }
    if (!this.material.ok) {
      return { stop: this.material.failure };
    }
    const sent = await this.sendTo(id, recipient, this.material.value);
    if (sent === 'elsewhere') {
      return { result: await this.fateOf(id, to) };
    }
    if (sent.ok) {
      return { result: { to, wamid: sent.value } };
    }
    const { failure } = sent;
    const stops = failure.scope === 'channel' || STOPPING_CODES.includes(failure.code);
    return { result: this.failure(to, failure.code, failure.human), ...(stops && { stop: failure }) };
  }

  /** @returns elsewhere for what this process does not get to know */
  private async sendTo(
    id: string,
    { to, filling }: BulkRecipient,
    { number, template }: Material,
  ): Promise<Result<string> | 'elsewhere'> {
    const { outreach, preparing } = this.ports;
    const { job } = this;
    const prepared = await preparing.fill(template, job.template, filling ?? job.filling);
    if (!prepared.ok) {
      return prepared;
    }
    const sent = await outreach.send({
      ...prepared.value,
      id,
      number,
      to: { waId: to },
      urgency: 'bulk',
      ...(job.route && { route: job.route }),
    });
    if (!sent.ok) {
      return sent;
    }
    const outcome = sent.value.isNew ? await sent.value.outcome : undefined;
    const isKnown = outcome && (outcome.ok || outcome.failure.code !== failures.elsewhere().code);
    return isKnown ? outcome : 'elsewhere';
  }

  /** What became of something that another process began. */
  private async fateOf(id: string, to: string): Promise<BulkResult> {
    const { clock, outbox } = this.ports;
    const until = clock.now() + PATIENCE;
    for (;;) {
      const outcome = await outbox.outcome(outreachKey(id));
      if (outcome?.wamid) {
        return { to, wamid: outcome.wamid };
      }
      if (outcome?.fate === 'dropped') {
        return this.failure(to, 'not-sent', text('bulk.notSent'));
      }
      if (outcome || clock.now() > until) {
        return this.failure(to, 'uncertain', failures.uncertain().human);
      }
      await clock.sleep(LOOK);
    }
  }

  private failure(to: string, code: number | string, why: Text): BulkResult {
    return { to, code, reason: this.say(why) };
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
