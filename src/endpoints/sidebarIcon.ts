import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import sidebarIcon from '../../assets/sidebar.svg';

/** The icon beside our rooms: clients ask for `get-sidebar-icon?icon=whatsapp` and inline what they get. */
export const sidebarIconEndpoint: IApiEndpoint = {
  path: 'get-sidebar-icon',
  get: (): Promise<IApiResponse> =>
    Promise.resolve({
      status: HttpStatusCode.OK,
      headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
      content: sidebarIcon,
    }),
};
