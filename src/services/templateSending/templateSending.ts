import type { TemplateName } from '../../domain/bulk';
import type { Failure, Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { OutreachService } from '../outreach/outreach';
import type { Clock, Numbers } from '../ports';
import { Batch } from './batch';
import { endsOf, type EndRefusal, type NamedEnds } from './ends';
import type { Directory } from './ports';
import type { Prepared, Preparing } from './preparing';
import { recipientsOf } from './recipients';

/** Of one request; as Rocket.Chat's own app has it. More are sent as a bulk job. */
export const MOST_AT_ONCE = 250;

export interface SendRequest extends NamedEnds {
  phoneNumbers: readonly string[];
  template: TemplateName;
  components: readonly object[];
}

export type Refusal = { why: 'tooMany' } | EndRefusal | { why: 'failure'; failure: Failure };

export type SendAnswer =
  | {
      sent: true;
      /** Who cannot be reached, as digits. */
      invalid: string[];
      /** Who wants no marketing messages, as digits. */
      optedOut: string[];
    }
  | { sent: false; refusal: Refusal };

interface TemplateSendingPorts {
  clock: Clock;
  directory: Directory;
  numbers: Pick<Numbers, 'all'>;
  outreach: Pick<OutreachService, 'send'>;
  preparing: Preparing;
}

/** Sends one template to some people, for other systems. */
export class TemplateSending {
  constructor(private readonly ports: TemplateSendingPorts) {}

  /** Resolves when everything is stored and so will be sent; waits for 360dialog's answers, but not for ever. */
  async send(request: SendRequest): Promise<SendAnswer> {
    if (request.phoneNumbers.length > MOST_AT_ONCE) {
      return refused({ why: 'tooMany' });
    }
    const ends = await endsOf(this.ports, request);
    if ('refusal' in ends) {
      return refused(ends.refusal);
    }
    const { number, route } = ends;
    const prepared = await this.prepare(number, request);
    if (!prepared.ok) {
      return refused({ why: 'failure', failure: prepared.failure });
    }
    const { valid, invalid } = recipientsOf(request.phoneNumbers);
    const batch = new Batch({
      clock: this.ports.clock,
      outreach: this.ports.outreach,
      number,
      prepared: prepared.value,
      route,
    });
    const fault = await batch.send(valid);
    return fault
      ? refused({ why: 'failure', failure: fault })
      : { sent: true, invalid: [...invalid, ...batch.unreachable], optedOut: batch.optedOut };
  }

  private async prepare(
    number: ConnectedNumber,
    { template, components }: SendRequest,
  ): Promise<Result<Prepared>> {
    const found = await this.ports.preparing.find(number, template);
    return found.ok ? this.ports.preparing.fill(found.value, template, { components }) : found;
  }
}

function refused(refusal: Refusal): SendAnswer {
  return { sent: false, refusal };
}
