import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

import { DeployError } from './deployError';

/** Asks at the terminal without showing what is typed. */
export async function askPassword(user: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new DeployError('The password is missing.', 'Set ROCKETCHAT_PASSWORD, or give --password.');
  }
  process.stderr.write(`Password of ${user}: `);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
