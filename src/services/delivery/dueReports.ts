import type { StatusReport, WaitingReport } from './ports';

/** How many are given up in one go. */
const GIVEN_UP = 100;

/** Of reports that wait, which are to be posted, and which have waited too long for it. */
export interface DueReports {
  due: StatusReport[];
  expired: StatusReport[];
}

/**
 * The first ones that nobody is posting. Of a message none goes before an earlier one, whoever has that.
 * @param waiting the oldest first
 * @param before those that were reported until then are given up, Unix milliseconds
 * @param limit how many are to be posted
 */
export function dueReports(
  waiting: readonly WaitingReport[],
  { before, limit }: { before: number; limit: number },
): DueReports {
  const chosen: DueReports = { due: [], expired: [] };
  const blocked = new Set<string>();
  for (const { report, isFree } of waiting) {
    if (!isFree) {
      blocked.add(report.messageId);
    } else if (report.reportedAt <= before) {
      chosen.expired.push(report);
    } else if (!blocked.has(report.messageId)) {
      chosen.due.push(report);
    }
  }
  return { due: chosen.due.slice(0, limit), expired: chosen.expired.slice(0, GIVEN_UP) };
}

/** Reports of each message. */
export function byMessage(reports: readonly StatusReport[]): StatusReport[][] {
  const lines = new Map<string, StatusReport[]>();
  for (const report of reports) {
    lines.set(report.messageId, [...(lines.get(report.messageId) ?? []), report]);
  }
  return [...lines.values()];
}
