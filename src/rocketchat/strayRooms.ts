import { AppsEngineException } from '@rocket.chat/apps-engine/definition/exceptions';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

import { whatsAppRoom } from './roomMessage';

/**
 * When a room was closed just before a customer's message reaches it, the host opens another one by itself: in our
 * name, but without the number and contact that it belongs to. Nobody's answers would leave such a room. It is
 * prevented, the message comes back to us, and goes into a room that we open.
 * @throws AppsEngineException for such a room
 */
export function preventStray(room: ILivechatRoom, appId: string): void {
  const { source } = room as { source?: { type?: string; id?: string } };
  if (source?.type === 'app' && source.id === appId && !whatsAppRoom(room)) {
    throw new AppsEngineException('The conversation was closed meanwhile');
  }
}
