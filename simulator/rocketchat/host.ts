import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';

import type { Internet } from '../internet';
import type { Engine } from './engine/load';
import type { Store } from './store';
import type { Streams } from './streams';
import type { Workspace } from './workspace/workspace';

/**
 * One Rocket.Chat server process: what its parts share. Several hosts over one store make a cluster; memory
 * (`streams`, the engine, the app's runtime process) belongs to a host, documents belong to the store.
 */
export interface Host {
  /** Distinguishes the servers of a cluster, e.g. `rc-1`. */
  readonly id: string;
  readonly store: Store;
  readonly internet: Internet;
  readonly streams: Streams;
  readonly workspace: Workspace;
  readonly engine: Engine;
  /** Set once the engine's manager exists; the bridges are made before it. */
  manager: AppManager;
}

/**
 * The way from the workspace to the apps. Resolves with what the listeners made of the payload (`IPre…Prevent`:
 * true when prevented; `IPre…Extend|Modify`: the changed payload); post events resolve when every app has been told,
 * and are not awaited by the workspace.
 */
export interface AppEvents {
  trigger(event: keyof typeof AppInterface, payload: unknown): Promise<unknown>;
}
