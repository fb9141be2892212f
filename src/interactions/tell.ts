import type { Text } from '../domain/text';
import { whisper } from '../rocketchat/whisper';
import type { Click, Desk } from './desk';

/** Says why nothing came of a click: in the room where it was made, or for one in a view in the room with our bot. */
export async function tell(
  { accessors, services, say }: Desk,
  { user, room }: Pick<Click, 'user' | 'room'>,
  sentence: Text,
): Promise<void> {
  if (room) {
    await whisper(accessors.modify, services.appUser, { user, room }, say(sentence));
  } else {
    await services.notices.toUser(user.username, sentence);
  }
}
