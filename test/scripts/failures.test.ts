import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FRAMES = [
  `    at Object.<anonymous> (${ROOT}/test/tea.test.ts:7:5)`,
  `    at callAsyncCircusFn (${ROOT}/node_modules/jest-circus/build/index.js:1:1)`,
];

/** As jest writes of a test that failed. */
function failed(title: string, lines: string[]) {
  const failureMessages = [[...lines, ...FRAMES].join('\n')];
  return { status: 'failed', ancestorTitles: ['The tea'], title, failureMessages };
}

function fileOf(assertionResults: object[], message = ''): object {
  return { name: `${ROOT}/test/tea.test.ts`, message, assertionResults };
}

/** A long difference, of which two lines in the middle are what it is about. */
const DIFFERENCE = [
  'Error: expect(received).toEqual(expected) // deep equality',
  '',
  '\u001b[32m- Expected  - 1\u001b[39m',
  '\u001b[31m+ Received  + 1\u001b[39m',
  '',
  ...Array.from({ length: 5 }, (_, index) => `    "same ${index}",`),
  '\u001b[32m-   "Sencha",\u001b[39m',
  '\u001b[31m+   "Assam",\u001b[39m',
  ...Array.from({ length: 5 }, (_, index) => `    "same ${index}",`),
];

describe('The end of the log of a run tells of failures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'failures-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function told(lines: number, testResults: object[]): string[] {
    const report = join(folder, 'report.json');
    writeFileSync(report, JSON.stringify({ testResults }));
    const args = [join(ROOT, '.ci/failures.mjs'), report, String(lines)];
    return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).split('\n').slice(0, -1);
  }

  it('with file, test, place and difference, without colours and calls of others', () => {
    const passed = { status: 'passed', ancestorTitles: [], title: 'is hot', failureMessages: [] };
    expect(told(28, [fileOf([passed, failed('is green', DIFFERENCE)])])).toEqual([
      '✕ test/tea.test.ts › The tea › is green',
      '    Error: expect(received).toEqual(expected) // deep equality',
      '    at Object.<anonymous> (test/tea.test.ts:7:5)',
      ...DIFFERENCE.slice(5, 10).map((line) => `    ${line}`),
      '    -   "Sencha",',
      '    +   "Assam",',
      ...DIFFERENCE.slice(12).map((line) => `    ${line}`),
    ]);
  });

  it('with what differs alone where there is no room for more', () => {
    expect(told(8, [fileOf([failed('is green', DIFFERENCE)])]).slice(3)).toEqual([
      '    -   "Sencha",',
      '    +   "Assam",',
    ]);
  });

  it('in a file, but outside of its tests', () => {
    const message = '  ● Test suite failed to run\n\n    Cannot find module ./kettle\n';
    expect(told(28, [fileOf([], message)])).toEqual([
      '✕ test/tea.test.ts',
      '    Test suite failed to run',
      '    Cannot find module ./kettle',
    ]);
  });

  it('in few lines, however many they are', () => {
    const many = Array.from({ length: 50 }, (_, index) => failed(`is green ${index}`, DIFFERENCE));
    const lines = told(28, [fileOf(many)]);
    expect(lines.length).toBeLessThanOrEqual(31);
    expect(lines.filter((line) => line.includes('-   "Sencha"'))).toHaveLength(5);
    expect(lines.at(-1)).toBe('… and 45 more');
  });

  it('only where there are any', () => {
    expect(told(28, [fileOf([])])).toEqual([]);
  });
});
