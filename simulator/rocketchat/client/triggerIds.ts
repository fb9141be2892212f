import { INTERACTION_TIMEOUT_MS } from './limits';
import type { Timer } from './timer';

/**
 * The client's receipts for a user's actions. A server may answer an action once, within five seconds: whatever it
 * sends under an id that has been used, has run out or comes from another tab is dropped.
 */
export class TriggerIds {
  private readonly apps = new Map<string, string | undefined>();
  private made = 0;

  constructor(private readonly timer: Timer) {}

  /** How many are still good. */
  get size(): number {
    return this.apps.size;
  }

  /** How many there have been. */
  get total(): number {
    return this.made;
  }

  create(appId: string | undefined): string {
    const id = crypto.randomUUID();
    this.apps.set(id, appId);
    this.made += 1;
    this.timer(() => this.apps.delete(id), INTERACTION_TIMEOUT_MS);
    return id;
  }

  /** Uses the id up. @returns the app that it was made for, undefined when nothing may come of it any more */
  consume(id: string | undefined): string | undefined {
    if (id === undefined) {
      return undefined;
    }
    const appId = this.apps.get(id);
    this.apps.delete(id);
    return appId;
  }
}
