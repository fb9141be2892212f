import type { Clock } from '../../services/ports';
import type { ReportQueue, StatusReport } from '../../services/outbound/ports';
import type { Records } from './records';
import { WorkLog } from './workLog';

export class ReportRecords implements ReportQueue {
  private readonly log: WorkLog<StatusReport>;

  constructor(records: Records, clock: Clock) {
    this.log = new WorkLog(records, clock, 'report');
  }

  claim(report: StatusReport): Promise<boolean> {
    return this.log.claim(report);
  }

  done(report: StatusReport): Promise<void> {
    return this.log.done(report, {});
  }

  async abandoned(): Promise<StatusReport[]> {
    return (await this.log.abandoned()).sort((a, b) => a.reportedAt - b.reportedAt);
  }
}
