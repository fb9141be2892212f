import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { packageApp } from '../scripts/lib/packaging/packageApp';
import { playConversation } from './demo/conversation';
import { guide } from './demo/guide';
import { Narrator } from './demo/narrator';
import { Town } from './town';

const ROOT = join(__dirname, '..');

const USAGE = `npm start -- [options]
  --port <n>            of the workspace, default 3000
  --dialog360-port <n>  of 360dialog, default 3600
  --data <folder>       where everything is kept, default data
  --fresh               forget what earlier starts left there
  --help`;

interface Options {
  port: number;
  dialog360Port: number;
  folder: string;
  fresh: boolean;
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3000' },
      'dialog360-port': { type: 'string', default: '3600' },
      data: { type: 'string', default: 'data' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    port: portNumber('--port', values.port),
    dialog360Port: portNumber('--dialog360-port', values['dialog360-port']),
    folder: resolve(values.data),
    fresh: values.fresh,
  };
}

function portNumber(option: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${option} takes a port number from 1 to 65535, not "${value}".`);
  }
  return port;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.log(USAGE);
    return;
  }
  const narrator = new Narrator((line) => console.log(line));
  narrator.heading('Starting the simulator');
  if (options.fresh) {
    await rm(options.folder, { recursive: true, force: true });
  }
  narrator.step('packaging the app');
  const { file, version } = await packageApp({ root: ROOT, outDir: join(ROOT, 'dist') });
  narrator.step('booting a 360dialog and a workspace with the real Apps-Engine');
  const town = await Town.open(options);
  endWith(town);
  narrator.step(`installing the app, version ${version}`);
  await town.rocketchat.installApp(file);
  if (town.isConnected()) {
    narrator.step('the number is still connected from an earlier start');
  } else {
    narrator.step('connecting a number through the setup bot and its form');
    await town.connect({
      welcomeMessage: 'Welcome to Teehaus Morgenrot! Somebody will be with you in a moment.',
      finishedMessage: 'Thank you for writing. Goodbye!',
      offlineMessage: 'Nobody is at the counter right now. We will answer as soon as we are back.',
    });
  }
  narrator.heading('A conversation');
  await playConversation(town, narrator);
  narrator.text(guide(town));
}

/** Milliseconds. One Ctrl-C comes twice: from the terminal, and once more from what has started this process. */
const SAME_WISH = 1_000;

/** Ctrl-C, and a polite kill, end every process that was started; a second one does not wait for that. */
function endWith(town: Town): void {
  let asked: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked === undefined) {
        asked = Date.now();
        console.log('\nStopping …');
        void town.close().finally(() => process.exit(0));
      } else if (Date.now() - asked > SAME_WISH) {
        process.exit(1);
      }
    });
  }
}

main().catch((error: unknown) => {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  console.error(
    code === 'EADDRINUSE'
      ? `Port ${port ?? ''} is taken. Stop what runs there, or choose others with --port and --dialog360-port.`
      : `The simulator could not start: ${message ?? String(error)}`,
  );
  process.exit(1);
});
