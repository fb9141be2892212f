import type { Router } from 'express';

import type { AppAdministration } from '../apps/administration';
import type { AppRouters } from '../bridges/api';
import type { OutboundProviders } from '../bridges/outbound';
import type { Host } from '../host';
import { createAppEndpointsRouter } from './appEndpoints';
import { createAppsRouter } from './apps';
import { createChatRouter } from './chat';
import { createCommandsRouter } from './commands';
import { createFilesRouter } from './files';
import { createInteractionsRouter } from './interactions';
import { createLivechatRouter } from './livechat';
import { createLoginRouter } from './login';
import { createOmnichannelRouter } from './omnichannel';
import { createOutboundRouter } from './outbound';
import { createRoomsRouter } from './rooms';
import { createInfoRouter } from './server';
import { createSettingsRouter } from './settings';
import { createSimRouter, type ServerInsides } from './sim';
import { createUsersRouter } from './users';
import { createWidgetRouter } from './widget';

/** All that a server answers, in the order in which it looks. */
export function createRouters(
  host: Host,
  administration: AppAdministration,
  apps: AppRouters,
  insides: ServerInsides & { outbound: OutboundProviders },
): Router[] {
  return [
    createAppEndpointsRouter(apps),
    createInteractionsRouter(host),
    createAppsRouter(host, administration),
    createInfoRouter(host.engine.version),
    createLoginRouter(host),
    createUsersRouter(host),
    createRoomsRouter(host),
    createChatRouter(host),
    createFilesRouter(host),
    createCommandsRouter(host),
    createSettingsRouter(host),
    createLivechatRouter(host),
    createWidgetRouter(host),
    createOmnichannelRouter(host),
    createOutboundRouter(host, insides.outbound),
    createSimRouter(host, insides),
  ];
}
