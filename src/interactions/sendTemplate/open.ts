import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { departmentOf, roomFacts } from '../../rocketchat/roomFacts';
import { whatsAppRoom } from '../../rocketchat/roomMessage';
import type { Author } from '../../services/outreach/dialogue';
import type { Draft } from '../../services/outreach/ports';
import type { DepartmentQuery } from '../departmentField';
import type { Desk } from '../desk';
import type { Asker, View } from '../views';
import { choiceView, recipientView } from './views';

interface Opening extends Asker {
  /** As it was typed. */
  phone?: string;
}

export function authorOf({ id, username, name }: IUser): Author {
  return { id, username, name: name || username };
}

/**
 * Begins the dialogue: in a WhatsApp room for its person, else with the question for whom.
 * @returns the key of a sentence on why it cannot begin
 */
export async function openSendTemplate(desk: Desk, opening: Opening): Promise<string | undefined> {
  const { services } = desk;
  const { user, room, phone } = opening;
  const numbers = await services.numbers.all();
  if (numbers.length === 0) {
    return 'numbers.none';
  }
  const ours = room && !phone ? whatsAppRoom(room) : undefined;
  let view: View;
  if (ours) {
    const about = { facts: roomFacts(room!), departmentId: departmentOf(room!) };
    const draft = await services.templateDialogue.forRoom(authorOf(user), ours, about);
    if (!draft) {
      return 'edit.gone';
    }
    view = await choiceOf(desk, draft);
  } else {
    view = await recipientOf(desk, await services.templateDialogue.forAnybody(authorOf(user)), { phone });
  }
  await desk.views.open(view, opening);
  return undefined;
}

export async function recipientOf(
  { services, say }: Desk,
  draft: Draft,
  given: { phone?: string; query?: DepartmentQuery },
): Promise<View> {
  const [numbers, departments] = [await services.numbers.all(), await services.workspace.departments()];
  return recipientView(say, draft, { numbers, departments, ...given });
}

export async function choiceOf({ services, say }: Desk, draft: Draft): Promise<View> {
  return choiceView(say, draft, await services.templateDialogue.templates(draft));
}
