import type { ReportQueue, StatusReport, WaitingReport } from '../../services/delivery/ports';
import type { Clock } from '../../services/ports';
import type { Records } from './records';
import { WorkLog, type OpenWork } from './workLog';

export class ReportRecords implements ReportQueue {
  private readonly log: WorkLog<StatusReport>;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.log = new WorkLog(records, clock, 'report', { lineOf: ({ messageId }) => messageId, compare });
  }

  claim(report: StatusReport): Promise<boolean> {
    return this.log.claim(report);
  }

  async isFirst(report: StatusReport): Promise<boolean> {
    const others = await this.log.beside(report);
    return others.every(({ entry }) => compare(report, entry) <= 0);
  }

  async take(choose: (waiting: WaitingReport[]) => StatusReport[]): Promise<StatusReport[]> {
    const taken = await this.log.abandoned({
      choose: (open) =>
        choose(open.sort((a, b) => compare(a.entry, b.entry)).map((work) => this.waiting(work))),
    });
    return taken.sort(compare);
  }

  done(report: StatusReport): Promise<void> {
    return this.log.done(report, {});
  }

  postpone(report: StatusReport, milliseconds: number): Promise<void> {
    return this.log.postpone(report, milliseconds);
  }

  drop(report: StatusReport): Promise<void> {
    return this.log.forget(report);
  }

  dropAll(): Promise<void> {
    return this.log.forgetAll();
  }

  private waiting({ entry, held, leaseUntil }: OpenWork<StatusReport>): WaitingReport {
    return { report: entry, isFree: !held && leaseUntil <= this.clock.now() };
  }
}

function compare(a: StatusReport, b: StatusReport): number {
  return a.reportedAt - b.reportedAt;
}
