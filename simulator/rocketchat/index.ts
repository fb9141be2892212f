import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';

import type { Internet } from '../internet';
import type { InstalledApp } from './apps/administration';
import { Cluster } from './apps/cluster';
import { HostLog } from './apps/hostLog';
import { type EngineVersion, NEWEST_ENGINE } from './engine/prepare';
import { Instance, type InstanceOptions } from './instance';
import { Store } from './store';
import { Streams } from './streams';
import type { UserDoc } from './documents';

export interface StartOptions extends Pick<
  InstanceOptions,
  'schedulerTick' | 'privateApps' | 'outboundMessages' | 'postDelay'
> {
  internet: Internet;
  /** Where the workspace is kept; without a folder it is gone at its stop. */
  folder?: string;
  /** How many servers; default one. */
  instances?: number;
  /** Default the newest. */
  engineVersion?: EngineVersion;
  /** Default `https://chat.example.org`. */
  siteUrl?: string;
  /** Of the instances in their order; default any that are free. */
  ports?: number[];
}

/** A Rocket.Chat workspace: its store and the servers that share it. */
export class RocketChat {
  private stopping?: Promise<void>;

  constructor(
    readonly store: Store,
    readonly instances: [Instance, ...Instance[]],
    private readonly cluster: Cluster,
  ) {}

  /** The only server, or the first of a cluster. */
  get instance(): Instance {
    return this.instances[0];
  }

  /**
   * Installs an app, or updates it, on behalf of an admin, and resolves when every server has it.
   * @param permissions what the admin grants; default what the app asks for.
   */
  async installApp(
    zip: string | Buffer,
    { permissions }: { permissions?: IPermission[] } = {},
  ): Promise<InstalledApp> {
    const { administration, manager } = this.instance;
    const bytes = typeof zip === 'string' ? await readFile(zip) : zip;
    const { info } = await manager.getParser().unpackageApp(bytes);
    const admin = await this.admin();
    const granted = permissions ?? info.permissions;
    const installed = manager.getOneById(info.id)
      ? await administration.update(bytes, admin, granted)
      : await administration.install(bytes, admin, granted);
    await this.settled();
    return installed;
  }

  /** Resolves when the servers of a cluster have told each other everything about apps. */
  settled(): Promise<void> {
    return this.cluster.settled();
  }

  /** Ends every server; asked again, it waits for the first time. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.store.close();
  }

  private async admin(): Promise<UserDoc> {
    const { users } = this.instance.workspace;
    const admin = (await users.all()).find((user) => users.hasRole(user, 'admin'));
    if (!admin) {
      throw new Error('The workspace has no admin.');
    }
    return admin;
  }
}

/** Starts a workspace; over a folder that has one already, that one with its apps. */
export async function startWorkspace(options: StartOptions): Promise<RocketChat> {
  const { folder, internet, instances = 1, siteUrl = 'https://chat.example.org', ports = [] } = options;
  const store = await Store.open(folder);
  const cluster = new Cluster();
  const streams = new Streams();
  const started: Instance[] = [];
  const start = async (index: number): Promise<Instance> => {
    const id = `rc-${index + 1}`;
    const instance = await Instance.start({
      ...options,
      id,
      store,
      internet,
      cluster,
      streams,
      siteUrl,
      engineVersion: options.engineVersion ?? NEWEST_ENGINE,
      log: new HostLog(folder && join(folder, `${id}.log`)),
      port: ports[index] ?? 0,
    });
    started.push(instance);
    return instance;
  };
  try {
    const first = await start(0);
    // One after another, so that what only the first server of a workspace does is done when the next one starts.
    for (let index = 1; index < instances; index++) {
      await start(index);
    }
    return new RocketChat(store, [first, ...started.slice(1)], cluster);
  } catch (error) {
    await Promise.all(started.map((instance) => instance.stop()));
    await store.close();
    throw error;
  }
}
