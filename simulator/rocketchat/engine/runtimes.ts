import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';

import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';

/** What watches the messages between a host and its apps' processes. */
export interface RuntimeObserver {
  onCallToHost(method: string): void;
  onCallToApp(method: string): void;
  /** What the process printed on its stderr: all output of apps, as stdout is the protocol's. */
  onOutput(appId: string, text: string): void;
}

/** Internals of the engine's controller of one app's process, the same in all supported versions. */
interface Controller extends EventEmitter {
  deno?: ChildProcess;
  livenessManager: { options: { maxRestarts: number } };
  getAppId(): string;
  sendRequest(message: { method: string; params?: unknown[] }, options?: object): Promise<unknown>;
  handleIncomingMessage(message: { payload: { method: string } }): Promise<void>;
  parseError(chunk: Buffer): Promise<void>;
  setupListeners(): void;
  restartApp(): Promise<void>;
  stopApp(): Promise<void>;
}

/** What the runtime reports of itself on the channel of apps' output. */
const METRICS = /^\{"pid":\d+,"queueSize":\d+\}$/;

/** Milliseconds that a stop waits for calls of apps; requests to other servers may take minutes. */
const PATIENCE = 500;

type RuntimeFactory = (...parameters: unknown[]) => Controller;

/** The processes of a host's apps: watched, killed for crash tests, and ended with the host. */
export class Runtimes {
  private readonly controllers = new Map<string, Controller>();
  private readonly restarts = new Map<string, Promise<void>>();
  /** By app: asks its process for its status, which nobody observes. */
  private readonly greetings = new Map<string, () => Promise<unknown>>();
  /** Calls of apps that have not been answered yet. */
  private readonly handling = new Set<Promise<void>>();
  private stopped = false;
  /** While it is there, calls of apps wait for it. */
  private gate?: Promise<void>;

  constructor(
    manager: AppManager,
    private readonly observer: RuntimeObserver,
  ) {
    // The engine has a place for another factory in the constructor of its runtime manager only.
    const runtime = manager.getRuntime() as unknown as { runtimeFactory: RuntimeFactory };
    const make = runtime.runtimeFactory;
    runtime.runtimeFactory = (...parameters) => this.observe(make(...parameters));
  }

  /** The process id of an app's process; undefined while it is starting anew. */
  pid(appId: string): number | undefined {
    return this.controllers.get(appId)?.deno?.pid;
  }

  /** Kills an app's process as a crash would; the engine starts it anew. Resolves when it is dead. */
  async kill(appId: string): Promise<void> {
    const process = this.controllers.get(appId)?.deno;
    if (!process) {
      throw new Error(`App ${appId} has no process.`);
    }
    const exit = new Promise((resolve) => process.once('exit', resolve));
    // The engine goes on writing to a process that is no more; a server's own handler keeps it alive then.
    process.stdin?.on('error', () => undefined);
    process.kill('SIGKILL');
    await exit;
  }

  /** Resolves when the restart of an app's process that is under way, if any, is done. */
  async restarted(appId: string): Promise<void> {
    await this.restarts.get(appId);
  }

  /** Resolves when an app's process, if there is one, has answered: then it is done with what it had to compute. */
  async answered(appId: string): Promise<void> {
    await (this.pid(appId) &&
      this.greetings
        .get(appId)?.()
        .catch(() => undefined));
  }

  /** Lets calls of apps wait, as a busy database does. @returns what lets them go on */
  hold(): () => void {
    let release!: () => void;
    this.gate = new Promise((resolve) => {
      release = () => {
        this.gate = undefined;
        resolve();
      };
    });
    return release;
  }

  /** Ends all processes, and what waits for their answers. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { livenessManager } of this.controllers.values()) {
      livenessManager.options.maxRestarts = 0;
    }
    await Promise.allSettled(this.restarts.values());
    await Promise.all([...this.controllers.values()].map(end));
    // What apps had asked for comes to its end, and who was let down reports it.
    await Promise.race([Promise.allSettled(this.handling), setTimeout(PATIENCE, undefined, { ref: false })]);
    await setImmediate();
  }

  private observe(controller: Controller): Controller {
    const appId = controller.getAppId();
    this.controllers.set(appId, controller);
    const { observer } = this;
    const sendRequest = controller.sendRequest.bind(controller);
    const handleIncomingMessage = controller.handleIncomingMessage.bind(controller);
    const restartApp = controller.restartApp.bind(controller);
    const setupListeners = controller.setupListeners.bind(controller);

    this.greetings.set(appId, () => sendRequest({ method: 'app:getStatus', params: [] }));
    controller.sendRequest = (message, options) => {
      observer.onCallToApp(message.method);
      return sendRequest(message, options);
    };
    controller.handleIncomingMessage = (message) => {
      const { method } = message.payload;
      const isCall = /^(bridges|accessor):/.test(method);
      if (isCall) {
        observer.onCallToHost(method);
      }
      const gate = isCall ? this.gate : undefined;
      const handling = gate
        ? gate.then(() => handleIncomingMessage(message))
        : handleIncomingMessage(message);
      this.handling.add(handling);
      const done = (): unknown => this.handling.delete(handling);
      handling.then(done, done);
      return handling;
    };
    controller.parseError = async (chunk) => {
      const text = chunk.toString().trim();
      if (!METRICS.test(text)) {
        observer.onOutput(appId, text);
      }
    };
    controller.setupListeners = () => {
      setupListeners();
      // An answer that comes too late for a dying process would end this one.
      controller.deno?.stdin?.on('error', () => undefined);
    };
    controller.restartApp = () => {
      const restart = this.stopped ? Promise.resolve() : restartApp();
      this.restarts.set(
        appId,
        restart.catch(() => undefined),
      );
      return restart;
    };
    return controller;
  }
}

async function end(controller: Controller): Promise<void> {
  await controller.stopApp();
  // Whoever waits for an answer would do so, and keep this process alive, until the engine's timeout.
  for (const event of controller.eventNames()) {
    if (String(event).startsWith('result:')) {
      controller.emit(event, undefined, new Error('The host has stopped.'));
    }
  }
}
