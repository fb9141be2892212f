import {
  MessageActionContext,
  RoomTypeFilter,
  UIActionButtonContext,
  type IUIActionButtonDescriptor,
} from '@rocket.chat/apps-engine/definition/ui';
import { UIKitSurfaceType, type IUIKitSurface } from '@rocket.chat/apps-engine/definition/uikit';

import { text } from '../domain/text';
import { translate } from '../rocketchat/translator';
import { failureOf } from '../whatsapp/errors';
import type { PartInfo } from '../services/messageInfo';
import { section } from './blocks';

export const MESSAGE_INFO = 'message-info';

/** In the menu of messages. Clients show it in all of Omnichannel's rooms: they cannot tell ours from others. */
export const messageInfoButton: IUIActionButtonDescriptor = {
  ...{
    actionId: MESSAGE_INFO,
    context: UIActionButtonContext.MESSAGE_ACTION,
    labelI18n: 'button_message_info',
  },
  when: {
    roomTypes: [RoomTypeFilter.LIVE_CHAT],
    messageActionContext: [
      MessageActionContext.MESSAGE,
      MessageActionContext.MESSAGE_MOBILE,
      MessageActionContext.THREADS,
    ],
  },
};

/** What became of a message: a section for each WhatsApp message that it was sent as. */
export function messageInfoView(parts: PartInfo[]): Omit<IUIKitSurface, 'appId'> {
  const sections = parts.length > 0 ? parts.map(describe) : [say('info.none')];
  return {
    ...{ type: UIKitSurfaceType.MODAL, id: MESSAGE_INFO },
    title: { type: 'plain_text', text: say('info.title') },
    blocks: sections.map((words) => section(words)),
  };
}

function describe({ wamid, direction, updates }: PartInfo): string {
  const category = updates.find(({ pricing }) => pricing)?.pricing?.category;
  const errors = updates.flatMap((update) => update.errors ?? []);
  return [
    ...updates.map(({ status, at }) => `${say(`info.${status}`)}: ${timeOf(at)}`),
    ...(direction === 'in' ? [say('info.received')] : []),
    ...(direction === 'out' && updates.length === 0 ? [say('info.accepted')] : []),
    ...(category ? [say('info.category', { category })] : []),
    ...errors.map(({ code, details }) => translate(failureOf(code, details).human)),
    say('info.wamid', { wamid }),
  ].join('\n');
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function say(key: string, params?: Record<string, string>): string {
  return translate(text(key, params));
}
