import type { BulkResult } from '../../domain/bulk';
import { toCsv } from '../csv';

const HEADER = ['phone', 'result', 'whatsapp_message_id', 'code', 'reason'];

/** What became of whom, as CSV. */
export function resultFile(results: readonly BulkResult[]): string {
  const rows = results.map(({ to, wamid, code, reason }) => [
    to,
    wamid === undefined ? 'failed' : 'accepted',
    wamid ?? '',
    String(code ?? ''),
    reason ?? '',
  ]);
  return toCsv([HEADER, ...rows]);
}
