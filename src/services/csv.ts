/** Without it Excel takes UTF-8 for another encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins like that is a formula to spreadsheets. OWASP: CSV Injection. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180), safe to open in a spreadsheet: what would be a formula is a text there. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  const words = typeof value === 'number' ? String(value) : value.replace(FORMULA, "'$&");
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
