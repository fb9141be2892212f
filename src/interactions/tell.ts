import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Say, Text } from '../domain/text';
import { whisper } from '../rocketchat/whisper';
import type { Accessors, Services } from '../wiring';

/** What it takes to say something to whoever asked. */
interface Voice {
  accessors: Pick<Accessors, 'modify'>;
  services: Pick<Services, 'appUser' | 'notices'>;
  say: Say;
}

/** Says why nothing came of a click: in the room where it was made, or for one in a view in the room with our bot. */
export async function tell(
  { accessors, services, say }: Voice,
  { user, room }: { user: IUser; room?: IRoom },
  sentence: Text,
): Promise<void> {
  if (room) {
    await whisper(accessors.modify, services.appUser, { user, room }, say(sentence));
  } else {
    await services.notices.toUser(user.username, sentence);
  }
}
