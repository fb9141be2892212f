import type { BulkResult } from '../../domain/bulk';

const HEADER = ['phone', 'result', 'whatsapp_message_id', 'code', 'reason'];

/** RFC 4180, with a byte order mark, without which spreadsheets take the reasons for another encoding. */
export function resultFile(results: readonly BulkResult[]): string {
  const rows = results.map(({ to, wamid, code, reason }) => [
    to,
    wamid === undefined ? 'failed' : 'accepted',
    wamid ?? '',
    String(code ?? ''),
    reason ?? '',
  ]);
  return `\uFEFF${[HEADER, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What begins like a formula must not become one. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
