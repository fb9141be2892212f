import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';

import type { Internet } from '../internet';
import { AppAdministration } from './apps/administration';
import { CallMeter } from './apps/callMeter';
import type { Cluster } from './apps/cluster';
import { ClusterSync } from './apps/clusterSync';
import { captureEngineOutput, type HostLog } from './apps/hostLog';
import { JobQueue } from './apps/jobQueue';
import { createLogStorage } from './apps/logStorage';
import { createMetadataStorage } from './apps/metadataStorage';
import { createSourceStorage } from './apps/sourceStorage';
import { createBridges } from './bridges';
import type { AppRouters } from './bridges/api';
import { OutboundProviders, type OutboundMessages } from './bridges/outbound';
import { type Engine, loadEngine } from './engine/load';
import { createManager, discardManager } from './engine/manager';
import type { EngineVersion } from './engine/prepare';
import { Runtimes } from './engine/runtimes';
import type { AppEvents, Host } from './host';
import { createRouters } from './http';
import { HttpServer } from './http/server';
import type { Store } from './store';
import type { Streams } from './streams';
import { Workspace } from './workspace/workspace';

export interface InstanceOptions {
  id: string;
  store: Store;
  internet: Internet;
  cluster: Cluster;
  streams: Streams;
  log: HostLog;
  /** The workspace's public https address, under which the instance is reached through `internet`. */
  siteUrl: string;
  engineVersion: EngineVersion;
  /** Of the loopback address; default any that is free. */
  port?: number;
  /** Milliseconds between two looks for due jobs; a server's, and the default: 5000. */
  schedulerTick?: number;
  /** Whether the plan allows private apps; default yes. */
  privateApps?: boolean;
  /** Whether the plan has outbound messages, or the server's build is one without them; default `unlicensed`. */
  outboundMessages?: OutboundMessages;
  /** See the workspace's events. */
  postDelay?: () => number;
}

/** One Rocket.Chat server: HTTP in front, the workspace, the Apps-Engine and a process for each app behind. */
export class Instance implements Host, AppEvents {
  /** The calls between this server and its apps. */
  readonly bridgeCalls = new CallMeter();
  readonly workspace: Workspace;
  readonly manager: AppManager;
  readonly administration: AppAdministration;
  private readonly outbound: OutboundProviders;
  private readonly queue: JobQueue;
  private readonly sync: ClusterSync;
  private readonly runtimes: Runtimes;
  private readonly routers: AppRouters = new Map();
  private readonly endCapture: () => void;
  private server!: HttpServer;
  private stopped = false;

  private constructor(
    private readonly options: InstanceOptions,
    readonly engine: Engine,
    private readonly tempFolder: string,
  ) {
    const { id, store, cluster, log, siteUrl, postDelay } = options;
    this.endCapture = captureEngineOutput(log);
    this.workspace = new Workspace(store, this, {
      siteUrl,
      streams: this.streams,
      ...(postDelay && { postDelay }),
      hostLog: (line) => log.write(`[workspace] ${line}`),
    });
    this.queue = new JobQueue(store, options.schedulerTick);
    const sourceStorage = createSourceStorage(engine, store);
    this.sync = new ClusterSync(cluster, engine, sourceStorage, log, () => this.manager);
    this.outbound = new OutboundProviders(options.outboundMessages ?? 'unlicensed');
    const parts = {
      routers: this.routers,
      queue: this.queue,
      notices: this.sync,
      outbound: this.outbound,
    };
    this.manager = createManager(engine, {
      metadataStorage: createMetadataStorage(engine, store),
      logStorage: createLogStorage(engine, store, id),
      sourceStorage,
      bridges: createBridges(engine, this, parts),
      tempFilePath: tempFolder,
    });
    this.runtimes = new Runtimes(this.manager, {
      onCallToHost: (method) => this.bridgeCalls.countToHost(method),
      onCallToApp: (method) => this.bridgeCalls.countToApp(method),
      onOutput: (appId, text) => log.write(`[app ${appId}] ${text}`),
    });
    this.administration = new AppAdministration(this, this.sync, log, options.privateApps ?? true);
  }

  /** @throws when the port is taken. */
  static async start(options: InstanceOptions): Promise<Instance> {
    const engine = await loadEngine(options.engineVersion);
    const tempFolder = await mkdtemp(join(tmpdir(), 'rocketchat-'));
    const instance = new Instance(options, engine, tempFolder);
    try {
      await instance.open();
    } catch (error) {
      await instance.stop();
      throw error;
    }
    return instance;
  }

  get id(): string {
    return this.options.id;
  }

  get store(): Store {
    return this.options.store;
  }

  get internet(): Internet {
    return this.options.internet;
  }

  get streams(): Streams {
    return this.options.streams;
  }

  get log(): HostLog {
    return this.options.log;
  }

  /** Its own address on this machine, e.g. `http://127.0.0.1:3000`. */
  get url(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  /** Passes what happens in the workspace to the apps; nothing before they are loaded and after the end. */
  async trigger(event: Parameters<AppEvents['trigger']>[0], payload: unknown): Promise<unknown> {
    const isReachable = this.manager.areAppsLoaded() && !this.stopped;
    return isReachable ? this.listener.trigger(event, payload) : undefined;
  }

  /** The process id of an app's runtime process here; undefined while it is starting anew. */
  runtimePid(appId: string): number | undefined {
    return this.runtimes.pid(appId);
  }

  /** Kills an app's runtime process as a crash would, and resolves when it is dead. The engine restarts it. */
  killRuntime(appId: string): Promise<void> {
    return this.runtimes.kill(appId);
  }

  /** Resolves when the restart of an app's runtime process, if one is under way, is done. */
  runtimeRestarted(appId: string): Promise<void> {
    return this.runtimes.restarted(appId);
  }

  /** Resolves when an app's runtime process is free: a request to it, which the meter leaves out, was answered. */
  runtimeAnswered(appId: string): Promise<void> {
    return this.runtimes.answered(appId);
  }

  /** Lets calls of apps to this server wait until the function that is returned is called, as a busy database does. */
  holdCalls(): () => void {
    return this.runtimes.hold();
  }

  /** Ends all that this server has started. The apps are not told, as at a crash. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.queue.stop();
    this.sync.stop();
    if (this.server) {
      this.internet.unregister(this.hostname, this.server.port);
      await this.server.close();
    }
    await this.runtimes.stop();
    discardManager(this.engine, this.manager);
    this.endCapture();
    await rm(this.tempFolder, { recursive: true, force: true });
  }

  private async open(): Promise<void> {
    await this.workspace.seed();
    const insides = { calls: this.bridgeCalls, log: this.log, runtimes: this.runtimes };
    const routers = createRouters(this, this.administration, this.routers, {
      ...insides,
      outbound: this.outbound,
    });
    this.server = await HttpServer.listen(routers, this.options.port ?? 0);
    await this.administration.loadAll();
    this.queue.start();
    this.internet.register(this.hostname, this.server.port);
  }

  private get hostname(): string {
    return new URL(this.options.siteUrl).hostname;
  }

  private get listener(): AppEvents {
    // The listener bridge is the way for the workspace's events too; the engine knows only its own side of it.
    return this.manager.getBridges().getListenerBridge() as unknown as AppEvents;
  }
}
