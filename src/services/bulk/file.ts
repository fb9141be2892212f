import type { FollowedResult } from '../../domain/bulk';
import { toCsv } from '../csv';

/** Of the reasons: the file is for programs and whoever reads it. */
export const FILE_LANGUAGE = 'en';

/** The first five tell of the sending, the others what WhatsApp told since. */
const HEADER = [
  'phone',
  'result',
  'whatsapp_message_id',
  'code',
  'reason',
  'status',
  'delivered_at',
  'read_at',
  'failed_at',
];

/** What became of whom, as CSV. Phone numbers are digits alone, which neither programs nor spreadsheets mistake. */
export function resultFile(results: readonly FollowedResult[]): string {
  const rows = results.map(({ to, wamid, code, reason, status, deliveredAt, readAt, failedAt }) => [
    to,
    wamid === undefined ? 'failed' : 'accepted',
    wamid ?? '',
    String(code ?? ''),
    reason ?? '',
    status ?? '',
    timeOf(deliveredAt),
    timeOf(readAt),
    timeOf(failedAt),
  ]);
  return toCsv([HEADER, ...rows]);
}

function timeOf(time: number | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString();
}
