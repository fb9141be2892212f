import {
  MessageActionContext,
  RoomTypeFilter,
  UIActionButtonContext,
} from '@rocket.chat/apps-engine/definition/ui';
import { UIKitSurfaceType, type IUIKitSurface } from '@rocket.chat/apps-engine/definition/uikit';

import type { Say } from '../domain/text';
import { failureOf } from '../whatsapp/errors';
import type { PartInfo } from '../services/messageInfo';
import { priceCategory } from '../services/shown/priceWords';
import { section } from './blocks';
import type { MenuButton } from './desk';
import { exactTime } from './times';

const MESSAGE_INFO = 'message-info';

/** In the menu of messages. Clients show it in all of Omnichannel's rooms: they cannot tell ours from others. */
export const messageInfoButton: MenuButton = {
  audience: 'agents',
  descriptor: {
    actionId: MESSAGE_INFO,
    context: UIActionButtonContext.MESSAGE_ACTION,
    labelI18n: 'button_message_info',
    when: {
      roomTypes: [RoomTypeFilter.LIVE_CHAT],
      messageActionContext: [
        MessageActionContext.MESSAGE,
        MessageActionContext.MESSAGE_MOBILE,
        MessageActionContext.THREADS,
      ],
    },
  },
  async run({ services, say, views }, click) {
    if (click.messageId) {
      const parts = await services.messageInfo.of(click.messageId);
      await views.open(messageInfoView(say, parts, click.user.utcOffset), click);
    }
  },
};

/** What became of a message: a section for each WhatsApp message that it was sent as. */
function messageInfoView(
  say: Say,
  parts: PartInfo[],
  utcOffset?: number | null,
): Omit<IUIKitSurface, 'appId'> {
  const sections =
    parts.length > 0 ? parts.map((part) => describe(say, part, utcOffset)) : [say('info.none')];
  return {
    type: UIKitSurfaceType.MODAL,
    id: MESSAGE_INFO,
    title: { type: 'plain_text', text: say('info.title') },
    blocks: sections.map((words) => section(words)),
  };
}

function describe(say: Say, { wamid, direction, updates }: PartInfo, utcOffset?: number | null): string {
  const category = updates.find(({ pricing }) => pricing)?.pricing?.category;
  const errors = updates.flatMap((update) => update.errors ?? []);
  return [
    ...updates.map(({ status, at }) => `${say(`info.${status}`)}: ${exactTime(at, utcOffset)}`),
    ...(direction === 'in' ? [say('info.received')] : []),
    ...(direction === 'out' && updates.length === 0 ? [say('info.accepted')] : []),
    ...(category ? [say('info.category', { category: priceCategory(category, say) })] : []),
    ...errors.map(({ code, details }) => say(failureOf(code, details).human)),
    say('info.wamid', { wamid }),
  ].join('\n');
}
