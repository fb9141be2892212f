import type { Failure } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Route } from '../../domain/outreach';
import type { OutreachService } from '../outreach/outreach';
import type { Clock } from '../ports';
import type { Prepared } from './preparing';

/** How long an answer waits for what 360dialog says, milliseconds: the host gives a request 30 s altogether. */
const PATIENCE = { first: 8_000, all: 18_000 };

/** Meta's codes for recipients that are the reason themselves: not on WhatsApp, not allowed, our own number. */
const RECIPIENT_CODES: readonly unknown[] = [131026, 131030, 131021];

/** Meta's codes for templates that nobody can get: missing, text too long, against policy, paused, disabled. */
const TEMPLATE_CODES: readonly unknown[] = [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018];

export interface BatchParts {
  clock: Clock;
  outreach: Pick<OutreachService, 'send'>;
  number: ConnectedNumber;
  prepared: Prepared;
  route: Route | undefined;
}

/** One template on its way to some people. */
export class Batch {
  /** Digits of those whom WhatsApp does not reach, as far as it has said so. */
  readonly unreachable: string[] = [];
  /** Digits of those who want no marketing messages. */
  readonly optedOut: string[] = [];

  constructor(private readonly parts: BatchParts) {}

  /**
   * Resolves when everything is stored, and 360dialog has answered or had its time.
   * @returns what keeps everybody from getting it, if the first one's failure tells so: then nobody else is tried
   */
  async send([first, ...others]: readonly string[]): Promise<Failure | undefined> {
    if (first === undefined) {
      return undefined;
    }
    const started = this.parts.clock.now();
    const { outcome } = await this.store(first);
    const failure = await this.within(PATIENCE.first, outcome);
    if (failure && concernsAll(failure)) {
      return failure;
    }
    const outcomes: Promise<unknown>[] = [outcome];
    for (const to of others) {
      outcomes.push((await this.store(to)).outcome);
    }
    const left = PATIENCE.all - (this.parts.clock.now() - started);
    await this.within(Math.max(left, 0), Promise.all(outcomes));
    return undefined;
  }

  /** @returns why somebody does not get it, once that is known */
  private async store(to: string): Promise<{ outcome: Promise<Failure | undefined> }> {
    const { number, outreach, prepared, route } = this.parts;
    const sent = await outreach.send({
      ...prepared,
      number,
      to: { waId: to },
      urgency: 'automatic',
      ...(route && { route }),
    });
    if (!sent.ok) {
      this.optedOut.push(to);
      return { outcome: Promise.resolve(undefined) };
    }
    const outcome = sent.value.outcome.then((answer) => {
      const failure = answer.ok ? undefined : answer.failure;
      if (failure && RECIPIENT_CODES.includes(failure.code)) {
        this.unreachable.push(to);
      }
      return failure;
    });
    return { outcome };
  }

  private async within<T>(milliseconds: number, answer: Promise<T>): Promise<T | undefined> {
    const late = this.parts.clock.sleep(milliseconds).then(() => undefined);
    return Promise.race([answer, late]);
  }
}

function concernsAll({ code, scope }: Failure): boolean {
  return scope === 'channel' || TEMPLATE_CODES.includes(code);
}
