import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;
const ENGINE_FOLDER = /[\\/]\.cache[\\/]engines[\\/]/;

/**
 * What a server prints on its terminal on behalf of apps: their own output, and what the engine complains of.
 * Kept as lines, and in a file where there is one.
 */
export class HostLog {
  readonly lines: string[] = [];

  constructor(private readonly file?: string) {}

  write(line: string): void {
    this.lines.push(line);
    if (this.file) {
      appendFileSync(this.file, `${new Date().toISOString()} ${line}\n`);
    }
  }
}

const listening = new Set<HostLog>();
let restoreConsole: (() => void) | undefined;

/**
 * Sends what the engine's own code prints to the log instead of this process's terminal. The engine knows no
 * instances there: with several hosts in one process, each log gets the lines of all.
 *
 * @returns a function that ends it.
 */
export function captureEngineOutput(log: HostLog): () => void {
  listening.add(log);
  restoreConsole ??= redirectConsole();
  return () => {
    listening.delete(log);
    if (listening.size === 0) {
      restoreConsole?.();
      restoreConsole = undefined;
    }
  };
}

function redirectConsole(): () => void {
  const terminal = globalThis.console;
  const restore = LEVELS.map((level) => {
    const print = Reflect.get(terminal, level) as (...values: unknown[]) => void;
    terminal[level] = (...values: unknown[]) => {
      // Line 0 is the error's own, 1 this function, 2 whoever printed.
      const caller = new Error().stack?.split('\n')[2] ?? '';
      if (!ENGINE_FOLDER.test(caller)) {
        print.apply(terminal, values);
        return;
      }
      for (const log of listening) {
        log.write(`[engine ${level}] ${format(...values)}`);
      }
    };
    return () => {
      terminal[level] = print;
    };
  });
  return () => restore.forEach((undo) => undo());
}
