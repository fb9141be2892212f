import { setTimeout as delay } from 'node:timers/promises';

import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';

import { ServerError } from './errors';

/**
 * The way from the workspace to the apps. Resolves with what the listeners made of the payload (`IPre…Prevent`:
 * true when prevented; `IPre…Extend|Modify`: the changed payload); post events resolve when every app has been told,
 * and are not awaited by the workspace.
 */
export interface AppEvents {
  trigger(event: keyof typeof AppInterface, payload: unknown): Promise<unknown>;
}

export interface EventOptions {
  /** Milliseconds that a post event takes to set off; default random up to 15. */
  postDelay?: () => number;
  hostLog?: (line: string) => void;
}

/** Default of {@link EventOptions.postDelay}, enough for events of two messages sent in a row to swap places. */
const longestPostDelay = 15;

/** Sends the workspace's events, the `IPost…` ones as a server does: not awaited, in no order, never again. */
export class EventSender {
  private readonly postDelay: () => number;
  private readonly hostLog: (line: string) => void;

  constructor(
    private readonly apps: AppEvents,
    options: EventOptions = {},
  ) {
    this.postDelay = options.postDelay ?? (() => Math.random() * longestPostDelay);
    this.hostLog = options.hostLog ?? (() => undefined);
  }

  /** Asks the apps, and waits for them. */
  ask(event: keyof typeof AppInterface, payload: unknown): Promise<unknown> {
    return this.apps.trigger(event, payload);
  }

  /**
   * Asks the apps where an app's own exception means no.
   * @throws ServerError `error-app-prevented` with the text that the app gave
   */
  async askConsent(event: keyof typeof AppInterface, payload: unknown): Promise<unknown> {
    try {
      return await this.ask(event, payload);
    } catch (error) {
      if (error instanceof Error && error.name === 'AppsEngineException') {
        throw new ServerError('error-app-prevented', error.message);
      }
      throw error;
    }
  }

  /** Tells the apps, at some time. */
  post(event: keyof typeof AppInterface, payload: unknown): void {
    const snapshot = structuredClone(payload);
    void delay(this.postDelay(), undefined, { ref: false })
      .then(() => this.apps.trigger(event, snapshot))
      .catch((error: unknown) => this.hostLog(`${event} failed: ${String(error)}`));
  }
}
