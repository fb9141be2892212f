import type { IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import manifest from '../../app.json';
import type { AppUser } from './appUser';

/** Says something to one user in a room; nobody else sees it, and it is gone when the client reloads. */
export async function whisper(
  modify: IModify,
  appUser: AppUser,
  to: { user: IUser; room: IRoom },
  words: string,
  blocks: LayoutBlock[] = [],
): Promise<void> {
  const message = modify
    .getCreator()
    .startMessage()
    .setRoom(to.room)
    .setSender(await appUser.get())
    .setText(words);
  const said = blocks.length > 0 ? message.setBlocks(blocks.map(ours)) : message;
  await modify.getNotifier().notifyUser(to.user, said.getMessage());
}

/** The engine signs the blocks of messages that are stored, and no others; clients tell no app of a click on them. */
function ours(block: LayoutBlock): LayoutBlock {
  return { ...block, appId: manifest.id };
}
