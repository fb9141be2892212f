// Tells briefly what failed in a run of jest: of a long log, people often see the end alone.
// Usage: node .ci/failures.mjs <report of jest --json> <lines to spend>
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [report, budget] = process.argv.slice(2);
const root = process.cwd();
/** Lines that a failure gets however many there are. */
const LEAST = 6;
/** Characters of a line. */
const WIDTH = 400;

const { testResults = [] } = JSON.parse(readFileSync(report, 'utf8') || '{}');
const failures = testResults.flatMap(failuresOf);
const shown = failures.slice(0, Math.ceil(Number(budget) / LEAST));
const share = Math.floor(Number(budget) / shown.length);
for (const { name, message } of shown) {
  console.log([`✕ ${name}`, ...brief(message, share - 1).map((line) => `    ${line}`)].join('\n'));
}
if (shown.length < failures.length) {
  console.log(`… and ${failures.length - shown.length} more`);
}

/** Of one test file: the tests that failed, and what failed around them. */
function failuresOf({ name, message, assertionResults }) {
  const file = relative(root, name);
  const tests = assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ ancestorTitles, title, failureMessages }) => ({
      name: [file, ...ancestorTitles, title].join(' › '),
      message: failureMessages.join('\n'),
    }));
  const around = message
    .split(/^ {2}● /m)
    .filter((part) => part.startsWith('Test suite failed to run'))
    .map((part) => ({ name: file, message: part.replaceAll(/^ {4}/gm, '') }));
  return [...tests, ...around];
}

/** So many lines: what is wrong, where, and details; of a diff that is too long only what differs. */
function brief(message, count) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^[-+] (Expected|Received) +[-+] +\d+$/.test(line))
    .map((line) => line.slice(0, WIDTH));
  const isFrame = (line) => /^\s+at /.test(line);
  const where = lines.find((line) => isFrame(line) && line.includes(root) && !line.includes('node_modules'));
  const [first, ...rest] = lines.filter((line) => !isFrame(line));
  const head = where ? [first, where.trim().replace(`${root}/`, '')] : [first];
  const differing = rest.filter((line) => /^[-+]/.test(line));
  const details = rest.length > count - head.length && differing.length > 0 ? differing : rest;
  const isTooLong = details.length > count - head.length;
  return [...head, ...(isTooLong ? [...details.slice(0, count - head.length - 1), '…'] : details)];
}
