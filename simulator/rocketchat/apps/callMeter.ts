/**
 * Counts the messages between a host and its apps' runtime processes: what benchmarks and tests hold the app to.
 * Names are `Bridge.method` for what apps call (e.g. `Persistence.create`, `LivechatBridge.createRoom`), and the
 * protocol's own for what the host calls (e.g. `app:executePostMessageSent`, `api:incoming:post`).
 */
export class CallMeter {
  readonly toHost = new Map<string, number>();
  readonly toApp = new Map<string, number>();

  /** @param method e.g. `bridges:getRoomBridge:doGetById`, `accessor:getReader:getRoomReader:getById`. */
  countToHost(method: string): void {
    const parts = method.split(':').slice(-2);
    const bridge = (parts[0] ?? '').replace(/^get/, '');
    const action = (parts[1] ?? '').replace(/^do([A-Z])/, (_, first: string) => first.toLowerCase());
    add(this.toHost, `${bridge}.${action}`);
  }

  countToApp(method: string): void {
    add(this.toApp, method);
  }

  /** All calls of apps since the last reset. */
  get total(): number {
    return sumOf(this.toHost);
  }

  /** All calls of the host since the last reset. */
  get received(): number {
    return sumOf(this.toApp);
  }

  reset(): void {
    this.toHost.clear();
    this.toApp.clear();
  }
}

function sumOf(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
