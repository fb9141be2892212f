import { RoomTypeFilter, UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';

import { text } from '../../domain/text';
import { whatsAppRoom } from '../../rocketchat/roomMessage';
import type { Draft } from '../../services/outreach/ports';
import { departmentClicks } from '../departmentField';
import type { Click, ClickHandler, Desk, MenuButton, SubmitHandler } from '../desk';
import { note } from '../note';
import { tell } from '../tell';
import type { View } from '../views';
import { choiceOf, openSendTemplate, recipientOf } from './open';
import { STEPS } from './steps';
import { ANSWER_DEPARTMENT, FIELD, SEND_TEMPLATE, STEP, valuesView } from './views';

const START = 'start-conversation';

/** In the menu of a room. Clients show it in all of Omnichannel's rooms: they cannot tell ours from others. */
export const sendTemplateButton: MenuButton = {
  audience: 'agents',
  descriptor: {
    actionId: SEND_TEMPLATE,
    context: UIActionButtonContext.ROOM_ACTION,
    labelI18n: 'button_send_template',
    when: { roomTypes: [RoomTypeFilter.LIVE_CHAT] },
  },
  async run(desk, click) {
    const { room } = click;
    await (room && !whatsAppRoom(room) ? tell(desk, click, text('send.notHere')) : open(desk, click));
  },
};

/** In the menu of the user. */
export const startConversationButton: MenuButton = {
  audience: 'agents',
  descriptor: {
    actionId: START,
    context: UIActionButtonContext.USER_DROPDOWN_ACTION,
    labelI18n: 'button_start_conversation',
    when: { hasOneRole: ['admin', 'livechat-manager', 'livechat-monitor', 'livechat-agent'] },
  },
  run: (desk, { user, triggerId }) => open(desk, { user, triggerId }),
};

export const sendTemplateClicks: Record<string, ClickHandler> = {
  /** Under notices in a room, and in views about one; carries the id of the room. */
  [SEND_TEMPLATE]: { audience: 'agents', run: open },
  ...departmentClicks(ANSWER_DEPARTMENT, 'agents', async (desk, { subject = '', user }, query) => {
    const draft = await desk.services.templateDialogue.find(subject, user.id);
    return draft && recipientOf(desk, draft, { query });
  }),
  [FIELD.search]: go((draft, value) => ({ ...draft, search: value.trim(), page: 0 }), choiceOf),
  [STEP.turn]: go((draft, value) => ({ ...draft, page: Number(value) || 0 }), choiceOf),
  [STEP.other]: go((draft) => ({ ...draft, step: 'choice' }), choiceOf),
  [STEP.cards]: go((draft, value) => ({ ...draft, moreCards: Number(value) || 0 }), valuesOf),
  [STEP.change]: go((draft) => ({ ...draft, step: 'values' }), valuesOf),
};

export const sendTemplateSubmits: Record<string, SubmitHandler> = {
  [SEND_TEMPLATE]: {
    audience: 'agents',
    field: FIELD.search,
    async run(desk, submit) {
      const { subject, user } = submit;
      const draft = await desk.services.templateDialogue.find(subject, user.id);
      const view = { id: `${SEND_TEMPLATE}:${subject}`, title: desk.say('send.title') };
      return draft ? STEPS[draft.step](desk, draft, submit) : note(desk.say, view, text('send.gone'));
    },
  },
};

/** Changes a draft, and shows it as it is then. */
function go(
  change: (draft: Draft, value: string) => Draft,
  view: (desk: Desk, draft: Draft) => Promise<View>,
): ClickHandler {
  return {
    audience: 'agents',
    async run(desk, click) {
      const { user, subject = '', value = '' } = click;
      const { templateDialogue } = desk.services;
      const draft = await templateDialogue.find(subject, user.id);
      if (draft) {
        const shown = await view(desk, await templateDialogue.saved(change(draft, value)));
        await desk.views.update(shown, click);
      } else {
        await tell(desk, click, text('send.gone'));
      }
    },
  };
}

async function valuesOf(desk: Desk, draft: Draft): Promise<View> {
  const found = await desk.services.templateDialogue.chosen(draft);
  return 'template' in found ? valuesView(desk.say, draft, found.template) : choiceOf(desk, draft);
}

async function open(desk: Desk, click: Click): Promise<void> {
  const { user, triggerId, value } = click;
  // Buttons in views know their room by its id alone.
  const named = value ? await desk.accessors.read.getRoomReader().getById(value) : undefined;
  const room = named ?? click.room;
  const problem = triggerId ? await openSendTemplate(desk, { user, triggerId, room }) : 'command.noTrigger';
  await (problem && tell(desk, click, text(problem)));
}
