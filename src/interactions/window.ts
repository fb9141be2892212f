import { RoomTypeFilter, UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';

import { whatsAppRoom } from '../rocketchat/roomMessage';
import { whisper } from '../rocketchat/whisper';
import type { HeldReply } from '../services/outbound/heldReplies';
import { WINDOW_ACTION } from '../services/window/actions';
import type { Click, ClickHandler, Desk, MenuButton } from './desk';
import { windowBar } from './windowBar';

/** In the menu of rooms. Clients show it in all of Omnichannel's rooms: they cannot tell ours from others. */
export const windowButton: MenuButton = {
  audience: 'agents',
  descriptor: {
    actionId: WINDOW_ACTION.show,
    context: UIActionButtonContext.ROOM_ACTION,
    labelI18n: 'button_customer_window',
    when: { roomTypes: [RoomTypeFilter.LIVE_CHAT] },
  },
  run: (desk, click) => show(desk, click, click.room?.id),
};

export const windowClicks: Record<string, ClickHandler> = {
  [WINDOW_ACTION.show]: { audience: 'agents', run: (desk, click) => show(desk, click, click.value) },
  [WINDOW_ACTION.refresh]: {
    audience: 'agents',
    run: (desk, click) => show(desk, click, click.value, true),
  },
  [WINDOW_ACTION.discard]: {
    audience: 'agents',
    async run(desk, click) {
      const [roomId, messageId] = (click.value ?? '').split(' ');
      await discard(desk, click, roomId, (held) => held.messageId === messageId);
    },
  },
  [WINDOW_ACTION.discardAll]: {
    audience: 'agents',
    run: (desk, click) => discard(desk, click, click.value, () => true),
  },
};

/** @param update a bar that is open is told to change: clients show what they know when it is opened once more */
async function show(
  { services, accessors, say, views }: Desk,
  click: Click,
  roomId?: string,
  update = false,
): Promise<void> {
  const { user, room } = click;
  const ours = await roomOf(accessors, roomId);
  if (!ours) {
    await (room && whisper(accessors.modify, services.appUser, { user, room }, say('window.notOurs')));
    return;
  }
  const [windows, held, settings] = await Promise.all([
    services.windows.of(ours),
    services.heldReplies.of(ours),
    services.settings.get(),
  ]);
  const bar = windowBar(say, {
    roomId: ours.roomId,
    windows,
    held,
    policy: settings.closedWindowPolicy,
    now: Date.now(),
    utcOffset: user.utcOffset,
  });
  await (update ? views.update(bar, click) : views.open(bar, click));
}

/** Of several clicks on one button the first counts: what is not on the list any more is passed over. */
async function discard(
  desk: Desk,
  click: Click,
  roomId: string | undefined,
  isMeant: (held: HeldReply) => boolean,
): Promise<void> {
  const { heldReplies } = desk.services;
  const ours = await roomOf(desk.accessors, roomId);
  const held = ours ? await heldReplies.of(ours) : [];
  for (const reply of held.filter(isMeant)) {
    await heldReplies.discard(reply, click.user.name || click.user.username);
  }
  await show(desk, click, roomId, true);
}

async function roomOf({ read }: Desk['accessors'], roomId: string | undefined) {
  const room = roomId ? await read.getRoomReader().getById(roomId) : undefined;
  return room && whatsAppRoom(room);
}
