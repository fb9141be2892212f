import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** @param page its path in the project, e.g. `docs/agents.md` */
export function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The cells of the tables below a heading of the second level, without their heads. */
export function rowsOf(page: string, heading: string): string[][] {
  const section = read(page)
    .split(/^## /m)
    .find((candidate) => candidate.startsWith(`${heading}\n`));
  const lines = (section ?? '').split('\n');
  const rows = lines.filter((line, index) => line.startsWith('|') && !isHead(lines, index));
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

/** The first line of a table, and the rule below it. */
function isHead(lines: string[], index: number): boolean {
  return (lines[index] ?? '').startsWith('| -') || (lines[index + 1] ?? '').startsWith('| -');
}
