import { bulk, type BulkRun } from './bulk';
import { inbound, type Row } from './inbound';
import { outbound } from './outbound';
import { mostInASecond } from '../simulator/bulkClient';

/** `npm run bench -- 500` makes the bulk job a smaller one. */
const RECIPIENTS = Number(process.argv[2] ?? 5_000);
/** What WhatsApp allows every number. Meta: throughput. */
const PER_SECOND = 80;

async function run(): Promise<void> {
  for (const instances of [1, 2]) {
    print(`Calls from the app to the server, ${instances} server(s)`, await inbound(instances));
  }
  for (const { what, calls, milliseconds } of await outbound()) {
    console.info(
      `\n${what}: ${calls} calls besides the request, at 360dialog after ${milliseconds.toFixed(0)} ms`,
    );
  }
  printBulk(await bulk({ recipients: RECIPIENTS, perSecond: PER_SECOND }));
}

function printBulk({ recipients, rows, arrivals, attempts, tooFast, seconds, delays }: BulkRun): void {
  const accepted = rows.filter(([, result]) => result === 'accepted').length;
  const twice = arrivals.length - new Set(arrivals.map(({ words }) => words)).size;
  console.info(
    `\nBulk job of ${recipients.length} over two servers, one of which dies in the middle: ` +
      `${accepted} accepted, ${rows.length - accepted} failed, ${twice} twice, ${seconds.toFixed(0)} s; ` +
      `at most ${mostInASecond(attempts)} in a second, ${tooFast} too fast`,
  );
  const [before, during] = [middle(delays.before), middle(delays.during)];
  console.info(
    `An agent's answer during it takes ${(during / before).toFixed(1)} × as long as before: ${during} ms, ` +
      `at most ${Math.max(...delays.during)} ms`,
  );
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function print(title: string, rows: Row[]): void {
  console.info(`\n${title}\n`);
  console.info(
    `${'what'.padEnd(32)}${'before the answer'.padStart(18)}${'in all'.padStart(8)}  of the least`,
  );
  for (const { what, beforeAnswer, inAll, least } of rows) {
    const factor = least ? `${(inAll / least).toFixed(1)} ×` : '';
    console.info(
      `${what.padEnd(32)}${String(beforeAnswer ?? '').padStart(18)}${String(inAll).padStart(8)}  ${factor}`,
    );
  }
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
