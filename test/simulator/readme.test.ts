import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../simulator');

/** The rows of the tables that name a test: its file, relative to the README, and its title. */
function namedTests(): [file: string, title: string][] {
  const rows = readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(
    /^\|[^|]*\| \[[\w.]+\]\((\S+\.test\.ts)\)\s*\| (.+?)\s*\|$/gm,
  );
  return [...rows].map(([, file = '', title = '']) => [file, title]);
}

describe('The tables in the README of the simulator', () => {
  it('have a row for each rule', () => {
    expect(namedTests().length).toBeGreaterThan(80);
  });

  it.each(namedTests())('%s: %s', (file, title) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
    expect(quoted.filter((name) => text.includes(name))).toHaveLength(1);
  });
});
