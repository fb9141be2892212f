import { bulk, type BulkRun } from './bulk';
import { inbound, type Row } from './inbound';
import { outbound } from './outbound';

/** `npm run bench -- 500` makes the bulk job a smaller one. */
const RECIPIENTS = Number(process.argv[2] ?? 5_000);

async function run(): Promise<void> {
  for (const instances of [1, 2]) {
    print(`Calls from the app to the server, ${instances} server(s)`, await inbound(instances));
  }
  for (const { what, calls, milliseconds } of await outbound()) {
    console.info(
      `\n${what}: ${calls} calls besides the request, at 360dialog after ${milliseconds.toFixed(0)} ms`,
    );
  }
  printBulk(await bulk(RECIPIENTS));
}

function printBulk({ delays, ...run }: BulkRun): void {
  const { recipients, accepted, failed, twice, seconds } = run;
  console.info(
    `\nBulk job of ${recipients} over two servers, one of which dies in the middle: ${accepted} accepted, ` +
      `${failed} failed, ${twice} twice, at most ${run.mostInASecond} in a second, ${seconds.toFixed(0)} s`,
  );
  const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
  for (const [when, values] of Object.entries(delays)) {
    console.info(`An agent's answer ${when} it: ${middle(values)} ms, at most ${Math.max(...values)} ms`);
  }
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
