import { createRequire } from 'node:module';
import { join } from 'node:path';

import { type EngineVersion, prepareEngine } from './prepare';

type Bridges = typeof import('@rocket.chat/apps-engine/server/bridges') &
  typeof import('@rocket.chat/apps-engine/server/bridges/InternalBridge') &
  typeof import('@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge') &
  typeof import('@rocket.chat/apps-engine/server/bridges/ThreadBridge');

/**
 * One version of the Apps-Engine's server side, loaded from its prepared copy. Typed by the newest version: what an
 * older one does not have is undefined at run time (1.53: `ExperimentalBridge`, `OutboundMessageBridge`).
 */
export interface Engine {
  readonly version: EngineVersion;
  readonly AppManager: typeof import('@rocket.chat/apps-engine/server/AppManager').AppManager;
  /** The abstract classes that a host's bridges extend. */
  readonly bridges: Bridges;
  /** The abstract classes that a host's storages extend. */
  readonly storage: typeof import('@rocket.chat/apps-engine/server/storage');
  readonly status: typeof import('@rocket.chat/apps-engine/definition/AppStatus');
  readonly exceptions: typeof import('@rocket.chat/apps-engine/definition/exceptions');
  readonly metadata: typeof import('@rocket.chat/apps-engine/definition/metadata');
  readonly livechat: typeof import('@rocket.chat/apps-engine/definition/livechat');
  readonly messages: typeof import('@rocket.chat/apps-engine/definition/messages');
  readonly rooms: typeof import('@rocket.chat/apps-engine/definition/rooms');
  readonly users: typeof import('@rocket.chat/apps-engine/definition/users');
  readonly slashcommands: typeof import('@rocket.chat/apps-engine/definition/slashcommands');
  readonly uikit: typeof import('@rocket.chat/apps-engine/definition/uikit');
}

/** Loads an engine, making its copy first where there is none yet. */
export async function loadEngine(version: EngineVersion): Promise<Engine> {
  const folder = await prepareEngine(version);
  const require = createRequire(join(folder, 'package.json'));
  const load = <T>(path: string): T => require(`./${path}`) as T;
  return {
    version,
    AppManager: load<{ AppManager: Engine['AppManager'] }>('server/AppManager').AppManager,
    bridges: {
      ...load<Bridges>('server/bridges'),
      ...load<Bridges>('server/bridges/InternalBridge'),
      ...load<Bridges>('server/bridges/OAuthAppsBridge'),
      ...load<Bridges>('server/bridges/ThreadBridge'),
    },
    storage: load('server/storage'),
    status: load('definition/AppStatus'),
    exceptions: load('definition/exceptions'),
    metadata: load('definition/metadata'),
    livechat: load('definition/livechat'),
    messages: load('definition/messages'),
    rooms: load('definition/rooms'),
    users: load('definition/users'),
    slashcommands: load('definition/slashcommands'),
    uikit: load('definition/uikit'),
  };
}
