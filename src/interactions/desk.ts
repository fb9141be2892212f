import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUIActionButtonDescriptor } from '@rocket.chat/apps-engine/definition/ui';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Say, Text } from '../domain/text';
import type { Audience } from '../rocketchat/access';
import type { Accessors, Services } from '../wiring';
import { Views, type View } from './views';

/** What a handler of clicks, forms and commands works with. */
export interface Desk {
  services: Services;
  accessors: Accessors;
  /** Speaks the language of whoever asked. */
  say: Say;
  views: Views;
}

export async function deskFor(services: Services, accessors: Accessors, user: IUser): Promise<Desk> {
  const askedAt = Date.now();
  const say = await services.languages.ofUser(user);
  return { services, accessors, say, views: new Views(services, accessors, say, askedAt) };
}

export interface Click {
  user: IUser;
  /** Opens one view, within five seconds. */
  triggerId?: string;
  room?: IRoom;
  /** What the button carries, or what was chosen or typed. */
  value?: string;
  /** Of what was clicked; in views it may carry what they show. */
  blockId?: string;
  /** The message that it stands under. */
  messageId?: string;
  /** In a view: what follows the colon in its id. */
  subject?: string;
}

export interface Submit {
  user: IUser;
  /** What follows the colon in the view's id. */
  subject: string;
  /**
   * `{ <block id>: { <action id>: value } }`. Of what the form shows nothing is known: Rocket.Chat's mobile apps submit
   * the id of a view and what was entered alone. Rocket.Chat.ReactNative: `ModalBlockView`.
   */
  state: unknown;
}

/** Sentences by field. */
export type FieldErrors = Record<string, string>;

/** What is said instead where a view comes too late to be seen. */
export interface TooLate {
  /** Why nothing was done. */
  reason: Text;
  /** A view that goes on from there, opened by a button; it begins with what was entered. */
  view?: () => Promise<View>;
}

/** Takes the place of the view that was submitted; of the same id. */
export class NextView {
  constructor(
    readonly view: View,
    /** Without it, the view itself is brought by a button. */
    readonly late?: TooLate,
  ) {}
}

export interface ClickHandler {
  audience: Audience;
  run(desk: Desk, click: Click): Promise<void>;
}

/** A button that the app adds to the client's menus. Its `when` hides it there; the audience is asked here. */
export interface MenuButton extends ClickHandler {
  descriptor: IUIActionButtonDescriptor;
}

export interface SubmitHandler {
  audience: Audience;
  /** The field at which a general error is shown, where it is on the screen. */
  field: string;
  /** @returns what is wrong with the form, what it shows next, or undefined to close it. */
  run(desk: Desk, submit: Submit): Promise<FieldErrors | NextView | undefined>;
}
