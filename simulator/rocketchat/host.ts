import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';

import type { Internet } from '../internet';
import type { Engine } from './engine/load';
import type { Store } from './store';
import type { Streams } from './streams';
import type { Workspace } from './workspace/workspace';

export type { AppEvents } from './workspace/events';

/**
 * One Rocket.Chat server process: what its parts share. Several hosts over one store make a cluster; memory
 * (the engine, the app's runtime process) belongs to a host, documents and `streams` to all of them.
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
