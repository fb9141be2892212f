interface Waiting {
  order: number;
  /** Whether its turn has come in the eyes of whoever queued it; asked whenever it is the first of its line. */
  isReady?: () => Promise<boolean>;
  run(): Promise<void>;
}

/**
 * Runs tasks of one key one after another, and tasks of different keys side by side. Among those that wait, the one
 * with the lowest order goes first, so that webhooks that overtook each other on the way fall back into line.
 */
export class KeyedQueue {
  private readonly lines = new Map<string, Waiting[]>();

  /**
   * Resolves or rejects as the task does. A failing task does not stop its line.
   * @param isReady where the task must wait for something outside: resolves false, after a pause, to be asked again.
   * A task of a lower order that comes meanwhile goes before it.
   */
  run<T>(key: string, order: number, task: () => Promise<T>, isReady?: () => Promise<boolean>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { order, isReady, run: () => task().then(resolve, reject) };
      const line = this.lines.get(key);
      if (line) {
        insertByOrder(line, waiting);
        return;
      }
      const fresh = [waiting];
      this.lines.set(key, fresh);
      void this.work(key, fresh);
    });
  }

  private async work(key: string, line: Waiting[]): Promise<void> {
    for (let next = line[0]; next; next = line[0]) {
      const ready = next.isReady ? await next.isReady() : true;
      if (ready && line[0] === next) {
        line.shift();
        await next.run();
      }
    }
    this.lines.delete(key);
  }
}

function insertByOrder(line: Waiting[], waiting: Waiting): void {
  let place = line.length;
  while (place > 0 && line[place - 1]!.order > waiting.order) {
    place--;
  }
  line.splice(place, 0, waiting);
}
