import { createHmac } from 'node:crypto';

import { text } from '../../domain/text';
import type { KeyedQueue } from '../keyedQueue';
import type { Clock, Log, Notices, Settings } from '../ports';
import { byMessage, dueReports } from './dueReports';
import { EndpointState, pauseAfter } from './endpointState';
import { Looks } from './looks';
import type { ReportQueue, StatusEndpoint, StatusReport } from './ports';

/** A report that could not be delivered for so long is dropped, milliseconds. */
const LIFE = 24 * 60 * 60_000;
/** Reports on their way at a time, from each server. */
const AT_ONCE = 20;
/** While the endpoint keeps up, one run goes on for so long, milliseconds. */
const RUN = 10_000;
/** After a pause, for timers may be early by one, milliseconds. */
const MARGIN = 20;
/** A report whose turn has not come waits in the records for so long at least, milliseconds. */
const SOON = 1_000;

interface ReportPostingPorts {
  clock: Clock;
  endpoint: StatusEndpoint;
  /** Reports of a message that came to this server, one after the other. */
  lines: KeyedQueue;
  log: Log;
  notices: Notices;
  queue: ReportQueue;
  settings: Settings;
}

/**
 * Brings reports to the endpoint: at least once, in order for each message. Reports that cannot be posted just now wait
 * in the records alone, whatever their number; while the endpoint fails, one at a time tries whether it is back.
 */
export class ReportPosting {
  private readonly state: EndpointState;
  private readonly looks = new Looks((pause) => this.resumeAfter(pause));
  private onTheirWay = 0;
  private running?: Promise<void>;
  private dropTold = false;

  constructor(private readonly ports: ReportPostingPorts) {
    this.state = new EndpointState(ports.clock);
  }

  /** Posts a report that this server has claimed. Nobody waits. */
  begin(report: StatusReport): void {
    this.ports.lines
      .run(report.messageId, report.reportedAt, () => this.attempt(report))
      .catch((error: unknown) => this.tellFailed(error));
  }

  /** Takes up what waits: one report while the endpoint fails, else as many as it keeps up with. */
  resume(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    const until = this.ports.clock.now() + RUN;
    let mayBeMore = !this.state.isPaused();
    while (mayBeMore && this.ports.clock.now() < until) {
      mayBeMore = await this.postSome();
    }
  }

  private get limit(): number {
    return this.state.isFailing ? 1 : AT_ONCE;
  }

  private async attempt(report: StatusReport): Promise<void> {
    if (this.state.isPaused() || this.onTheirWay >= this.limit) {
      return this.wait(report);
    }
    this.onTheirWay++;
    try {
      await ((await this.ports.queue.isFirst(report)) ? this.post(report) : this.wait(report));
    } finally {
      this.onTheirWay--;
    }
  }

  /** What a report waits for, such as an earlier one that another server posts, mostly takes a moment. */
  private async wait(report: StatusReport): Promise<void> {
    await this.ports.queue.postpone(report, SOON);
    this.looks.begin();
  }

  /** @returns whether there may be more, and the endpoint takes it */
  private async postSome(): Promise<boolean> {
    const { clock, queue, settings } = this.ports;
    const { statusEndpointUrl } = await settings.get();
    if (!statusEndpointUrl) {
      await queue.dropAll();
      return false;
    }
    let expired: StatusReport[] = [];
    const taken = await queue.take((waiting) => {
      const chosen = dueReports(waiting, { before: clock.now() - LIFE, limit: this.limit });
      expired = chosen.expired;
      return chosen.due;
    });
    await this.giveUp(expired);
    this.onTheirWay += taken.length;
    const posted = await Promise.all(byMessage(taken).map((line) => this.postLine(line))).finally(() => {
      this.onTheirWay -= taken.length;
    });
    return posted.length > 0 && posted.every((isTaken) => isTaken);
  }

  private async postLine(line: StatusReport[]): Promise<boolean> {
    for (const [index, report] of line.entries()) {
      if (!(await this.post(report))) {
        await Promise.all(line.slice(index + 1).map((behind) => this.ports.queue.postpone(behind, SOON)));
        return false;
      }
    }
    return true;
  }

  private async post(report: StatusReport): Promise<boolean> {
    const { endpoint, queue, settings } = this.ports;
    const { statusEndpointUrl: url, statusSecret } = await settings.get();
    if (!url || (await endpoint.post(url, report.body, signatureOf(report.body, statusSecret)))) {
      this.state.worked();
      this.dropTold = false;
      await queue.done(report);
      return true;
    }
    const pause = this.state.failed();
    const refusals = (report.refusals ?? 0) + 1;
    await queue.postpone({ ...report, refusals }, pauseAfter(refusals));
    if (pause !== undefined) {
      void this.resumeAfter(pause);
    }
    return false;
  }

  private async resumeAfter(pause: number): Promise<void> {
    try {
      await this.ports.clock.sleep(pause + MARGIN);
      await this.running;
      await this.resume();
    } catch (error) {
      this.tellFailed(error);
    }
  }

  private async giveUp(expired: StatusReport[]): Promise<void> {
    const { notices, queue } = this.ports;
    await Promise.all(expired.map((report) => queue.drop(report)));
    if (expired.length > 0 && !this.dropTold) {
      this.dropTold = true;
      await notices.toAdmins(text('notice.statusesDropped'));
    }
  }

  private tellFailed(error: unknown): void {
    this.ports.log.error('A status was not reported', { reason: String(error) });
  }
}

function signatureOf(body: string, secret: string): string | undefined {
  return secret ? `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` : undefined;
}
