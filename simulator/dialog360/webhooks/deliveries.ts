import { randomUUID } from 'node:crypto';

import type { Clock } from '../clock';
import type { DeliveryOptions } from '../options';
import type { DeliveryRecord, NumberRecord } from '../state/records';
import type { State } from '../state/state';
import type { Tasks } from '../tasks';
import { type Change, envelope, type Layout, summaryOf } from './envelope';
import type { WebhookSender } from './sender';

/** How many deliveries the log keeps. */
const LOG_LENGTH = 5000;

/** A number's line of webhooks. A receiver that fails slows the whole line down, as 360dialog warns. */
interface Line {
  waiting: DeliveryRecord[];
  running: number;
  failures: number;
  resumeAt: number;
}

/**
 * Brings webhooks to the numbers' URLs: at least once, concurrently, in no promised order. Only status 200 within
 * the deadline counts; anything else is tried again after a pause that doubles, until the webhook is too old.
 */
export class Deliveries {
  private readonly lines = new Map<string, Line>();
  private readonly firstAttempts = new Map<string, () => void>();

  constructor(
    private readonly state: State,
    private readonly sender: WebhookSender,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
    private readonly options: DeliveryOptions,
  ) {}

  /** Queues one webhook with these changes; resolves after its first attempt, whatever came of it. */
  send(number: NumberRecord, changes: Change[], layout?: Layout): Promise<void> {
    const delivery: DeliveryRecord = {
      id: randomUUID(),
      numberId: number.id,
      summary: changes.flatMap(summaryOf),
      payload: envelope(number, changes, this.clock.now(), layout),
      createdAt: this.clock.now(),
      state: 'waiting',
      attempts: [],
    };
    this.log(delivery);
    return new Promise((resolve) => {
      this.firstAttempts.set(delivery.id, resolve);
      this.enqueue(delivery);
    });
  }

  /** Takes up what an earlier run left undelivered. */
  resume(): void {
    this.state.deliveries
      .filter(({ state }) => state === 'waiting')
      .forEach((delivery) => this.enqueue(delivery));
  }

  /** Tries everything that waits at once, without its pause. */
  retryNow(): void {
    for (const [numberId, line] of this.lines) {
      line.resumeAt = 0;
      this.pump(numberId);
    }
  }

  private enqueue(delivery: DeliveryRecord): void {
    this.line(delivery.numberId).waiting.push(delivery);
    this.pump(delivery.numberId);
  }

  private line(numberId: string): Line {
    const line = this.lines.get(numberId) ?? { waiting: [], running: 0, failures: 0, resumeAt: 0 };
    this.lines.set(numberId, line);
    return line;
  }

  private pump(numberId: string): void {
    const line = this.line(numberId);
    while (
      line.waiting.length > 0 &&
      line.running < this.options.concurrency &&
      line.resumeAt <= Date.now()
    ) {
      const delivery = line.waiting.shift();
      if (delivery) {
        line.running += 1;
        void this.tasks.run(() => this.attempt(line, delivery)).then(() => this.pump(numberId));
      }
    }
  }

  private async attempt(line: Line, delivery: DeliveryRecord): Promise<void> {
    const number = this.state.numbers.get(delivery.numberId);
    const webhook = number && this.state.webhookOf(number, this.clock.now());
    if (webhook) {
      const attempt = await this.sender.post(webhook, delivery.payload);
      delivery.attempts.push(attempt);
      delivery.state = attempt.status === 200 ? 'delivered' : 'waiting';
    } else {
      delivery.state = 'noWebhook';
    }
    line.running -= 1;
    if (delivery.state === 'waiting') {
      this.postpone(line, delivery);
    } else {
      line.failures = 0;
    }
    this.state.changed();
    this.firstAttempts.get(delivery.id)?.();
    this.firstAttempts.delete(delivery.id);
  }

  private postpone(line: Line, delivery: DeliveryRecord): void {
    if (this.clock.now() - delivery.createdAt > this.options.giveUpAfterMs) {
      delivery.state = 'givenUp';
      return;
    }
    line.waiting.push(delivery);
    if (line.resumeAt > Date.now()) {
      return;
    }
    const pause = Math.min(this.options.retryBaseMs * 2 ** line.failures, this.options.retryMaxMs);
    line.failures += 1;
    line.resumeAt = Date.now() + pause;
    this.tasks.after(pause, () => {
      line.resumeAt = 0;
      this.pump(delivery.numberId);
    });
  }

  private log(delivery: DeliveryRecord): void {
    const log = this.state.deliveries;
    log.push(delivery);
    while (log.length > LOG_LENGTH && log[0]?.state !== 'waiting') {
      log.shift();
    }
    this.state.changed();
  }
}
