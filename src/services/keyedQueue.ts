interface Waiting {
  order: number;
  run(): Promise<void>;
}

/**
 * Runs tasks of one key one after another, and tasks of different keys side by side. Among those that wait, the one
 * with the lowest order goes first, so that webhooks that overtook each other on the way fall back into line.
 */
export class KeyedQueue {
  private readonly lines = new Map<string, Waiting[]>();

  /** Resolves or rejects as the task does. A failing task does not stop its line. */
  run<T>(key: string, order: number, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { order, run: () => task().then(resolve, reject) };
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
    for (let next = line.shift(); next; next = line.shift()) {
      await next.run();
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
