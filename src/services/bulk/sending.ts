import type { BulkJob, BulkRecipient, BulkResult, BulkState } from '../../domain/bulk';
import type { Failure, Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import { text, type Say, type Text } from '../../domain/text';
import { failures } from '../outbound/failures';
import type { Outbox } from '../outbound/ports';
import { outreachKey } from '../outreach/keys';
import type { OutreachService } from '../outreach/outreach';
import type { Clock } from '../ports';
import type { Preparing } from '../templateSending/preparing';

/** How often a recipient whom another process has is looked after, milliseconds. */
const LOOK = 1_000;
/** What another process has begun is waited for, milliseconds: its lease has to run out before somebody takes it up. */
const PATIENCE = 180_000;
/** Meta's codes for what nobody gets at present: template missing, paused, disabled; too much of it was refused. */
const STOPPING_CODES: readonly unknown[] = [132001, 132015, 132016, 131048, 368];

/** What a job sends, and over which number. */
export interface Material {
  number: ConnectedNumber;
  template: Template | undefined;
}

/** What became of a recipient, and why the others need not be tried, if so. */
export interface Handled {
  result?: BulkResult;
  stop?: Failure;
}

export interface SendingPorts {
  clock: Clock;
  outbox: Pick<Outbox, 'isKnown' | 'outcome'>;
  outreach: Pick<OutreachService, 'send'>;
  preparing: Pick<Preparing, 'fill'>;
}

/** Whether nobody else would get anything either. */
export function stopsAll({ code, scope }: Failure): boolean {
  return scope === 'channel' || STOPPING_CODES.includes(code);
}

/** Sends a job's template to one recipient after another, to each once, whoever tried before. */
export class Sending {
  constructor(
    private readonly ports: SendingPorts,
    private readonly job: BulkJob,
    private readonly material: Result<Material>,
    private readonly say: Say,
  ) {}

  /** @param id of the recipient: what was sent under it is not sent again */
  async handle(id: string, recipient: BulkRecipient, state: BulkState): Promise<Handled> {
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
    const result = this.failure(to, failure.code, failure.human);
    return { result, ...(stopsAll(failure) && { stop: failure }) };
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
}
