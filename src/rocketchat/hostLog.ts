import type { Log } from '../services/ports';

/**
 * Lines on the runtime's console, which the server writes into its own log. The engine's logger is no choice: it
 * forgets what is logged after a handler has ended, and most of our work is done then.
 */
export const hostLog: Log = {
  info: (what, context) => write('info', what, context),
  warn: (what, context) => write('warn', what, context),
  error: (what, context) => write('error', what, context),
};

function write(level: string, what: string, context: Record<string, unknown> = {}): void {
  // The runtime's console is the host's log; there is no other that takes lines after a handler has ended.
  // eslint-disable-next-line no-console
  console.error(JSON.stringify({ app: 'whatsapp', level, what, ...context }));
}
