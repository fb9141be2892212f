import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Card } from '../interactions/cards';
import type { Desk } from '../interactions/desk';
import type { Audience } from '../rocketchat/access';

/** One use of the command. */
export interface Call {
  user: IUser;
  /** Where it was written. */
  room: IRoom;
  threadId?: string;
  /** Opens one view, within five seconds; some clients give none. */
  triggerId?: string;
  /** What follows the subcommand. */
  args: string[];
}

export interface Subcommand {
  audience: Audience;
  /** @returns what to tell whoever asked, and nobody else */
  run(desk: Desk, call: Call): Promise<Card[]>;
}

/** Words without buttons. */
export function plain(words: string): Card {
  return { text: words, blocks: [] };
}
