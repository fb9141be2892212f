import type { Contact } from '../domain/contact';
import type { Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import type { Route } from '../domain/outreach';

/** The person that a room is about, as the host names it. */
export interface Visitor {
  id: string;
  token: string;
  username: string;
  name: string;
}

export interface Room {
  id: string;
  isOpen: boolean;
  /** Whether a bot serves it, which reacts to texts alone. */
  servedByBot: boolean;
  /** Whether somebody takes care of it, a bot or a person who sees it. */
  isServed: boolean;
  /** Whose messages the host accepts in this room. */
  visitor: Visitor;
}

/** How rooms begin, and what stands at their top. */
export interface RoomOpening {
  /**
   * Opens a room, unless the contact has an open one with the number; fails with `no-agent-online`, `visitor-gone` and
   * the like.
   * An agent of the route who turns out not to take chats is passed over.
   */
  openRoom(contact: Contact, number: ConnectedNumber, route: Route): Promise<Result<Room>>;
  /** Whether a room that is opened now would be accepted. */
  isSomebodyThere(departmentId?: string): Promise<boolean>;
  /** Whether a user is an agent and online. */
  isAgentThere(userId: string): Promise<boolean>;
  /**
   * Posts as our bot what somebody else has said, under that name.
   * @returns the message id; undefined where Rocket.Chat's plan lets nobody write in this room
   */
  postInNameOf(roomId: string, text: string, name?: string): Promise<string | undefined>;
}
