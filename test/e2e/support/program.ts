import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { until } from './fixtureApp';

const ROOT = join(__dirname, '../../..');

/** A script of this project in a process of its own, as npm starts it. */
export class Program {
  private output = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const read = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }

  /** @param env is added to this process's own. */
  static run(script: string, args: string[], env: Record<string, string> = {}): Program {
    const options = { cwd: ROOT, detached: true, env: { ...process.env, ...env } };
    return new Program(spawn(process.execPath, ['--import', 'tsx', join(ROOT, script), ...args], options));
  }

  /** What it has printed so far, errors included. */
  get printed(): string {
    return this.output;
  }

  /** The exit code. */
  async end(): Promise<number | null> {
    return this.ended;
  }

  async prints(words: string, timeout = 180_000): Promise<void> {
    const seen = (): boolean => this.output.includes(words) || this.child.exitCode !== null;
    await until(seen, timeout).catch(() => undefined);
    if (!this.output.includes(words)) {
      throw new Error(`It did not print «${words}», but:\n${this.output}`);
    }
  }

  /** Ids of the process and of all that it has started. */
  processes(): number[] {
    const family = [this.child.pid ?? 0];
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    const pairs = all.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
    // Grows while it is walked through: children of children follow.
    for (const parent of family) {
      family.push(...pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid));
    }
    return family;
  }

  /** Ctrl-C: the terminal tells every process of the group. */
  async interrupt(): Promise<number | null> {
    this.signal('SIGINT');
    return this.ended;
  }

  /** For the end of a test that failed. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  private signal(name: NodeJS.Signals): void {
    if (this.child.pid && this.child.exitCode === null) {
      process.kill(-this.child.pid, name);
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * A port of the loopback address that nobody uses, and that nobody is given by chance before it is used: systems give
 * connections and servers that ask for any port those from 32768 on.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return isFree ? port : freePort();
}
