import type { AppBridges } from '@rocket.chat/apps-engine/server/bridges';

import type { ClusterNotices } from '../apps/clusterSync';
import type { JobQueue } from '../apps/jobQueue';
import type { Engine } from '../engine/load';
import type { Host } from '../host';
import { type AppRouters, createApiBridge } from './api';
import { createAppActivationBridge } from './appActivation';
import { createAppDetailsBridge } from './appDetails';
import { createCloudWorkspaceBridge } from './cloudWorkspace';
import { createCommandBridge } from './command';
import { createContactBridge } from './contact';
import { createEmailBridge } from './email';
import { createEnvironmentalVariablesBridge } from './environmentalVariables';
import { createExperimentalBridge } from './experimental';
import { createHttpBridge } from './http';
import { createInternalBridge } from './internal';
import { createInternalFederationBridge } from './internalFederation';
import { createListenerBridge } from './listener';
import { createLivechatBridge } from './livechat';
import { createMessageBridge } from './message';
import { createModerationBridge } from './moderation';
import { createOAuthAppsBridge } from './oauthApps';
import { createOutboundBridge, type OutboundProviders } from './outbound';
import { createPersistenceBridge } from './persistence';
import { createRoleBridge } from './role';
import { createRoomBridge } from './room';
import { createSchedulerBridge } from './scheduler';
import { createServerSettingsBridge } from './serverSettings';
import { createThreadBridge } from './thread';
import { createUiInteractionBridge } from './uiInteraction';
import { createUploadBridge } from './upload';
import { createUserBridge } from './user';
import { createVideoConferenceBridge } from './videoConference';

export interface BridgeParts {
  routers: AppRouters;
  queue: JobQueue;
  notices: ClusterNotices;
  outbound: OutboundProviders;
}

/** All that the engine and the apps can reach of a host, each part made once. */
export function createBridges(
  engine: Engine,
  host: Host,
  { routers, queue, notices, outbound }: BridgeParts,
): AppBridges {
  const parts = {
    getApiBridge: createApiBridge(engine, host, routers),
    getAppActivationBridge: createAppActivationBridge(engine, host, notices),
    getAppDetailChangesBridge: createAppDetailsBridge(engine, notices),
    getCloudWorkspaceBridge: createCloudWorkspaceBridge(engine),
    getCommandBridge: createCommandBridge(engine, host),
    getContactBridge: createContactBridge(engine, host),
    getEmailBridge: createEmailBridge(engine),
    getEnvironmentalVariableBridge: createEnvironmentalVariablesBridge(engine),
    getExperimentalBridge: createExperimentalBridge(engine),
    getHttpBridge: createHttpBridge(engine, host),
    getInternalBridge: createInternalBridge(engine, host),
    getInternalFederationBridge: createInternalFederationBridge(host),
    getListenerBridge: createListenerBridge(engine, host),
    getLivechatBridge: createLivechatBridge(engine, host),
    getMessageBridge: createMessageBridge(engine, host),
    getModerationBridge: createModerationBridge(engine),
    getOAuthAppsBridge: createOAuthAppsBridge(engine),
    getOutboundMessageBridge: createOutboundBridge(engine, outbound),
    getPersistenceBridge: createPersistenceBridge(engine, host),
    getRoleBridge: createRoleBridge(engine, host),
    getRoomBridge: createRoomBridge(engine, host),
    getSchedulerBridge: createSchedulerBridge(engine, queue),
    getServerSettingBridge: createServerSettingsBridge(engine, host),
    getThreadBridge: createThreadBridge(engine, host),
    getUiInteractionBridge: createUiInteractionBridge(engine, host),
    getUploadBridge: createUploadBridge(engine, host),
    getUserBridge: createUserBridge(engine, host),
    getVideoConferenceBridge: createVideoConferenceBridge(engine),
  };
  return bridgesOf(engine, parts);
}

/** The engine wants a subclass of its own with a method for each bridge. */
function bridgesOf(engine: Engine, parts: { [Getter in keyof AppBridges]: unknown }): AppBridges {
  const Base = engine.bridges.AppBridges as unknown as new () => AppBridges;
  const getters = Object.entries(parts).map(([name, bridge]) => [name, () => bridge]);
  return Object.assign(new Base(), Object.fromEntries(getters)) as AppBridges;
}
