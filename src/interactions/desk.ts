import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { text } from '../domain/text';
import { translate } from '../rocketchat/translator';
import type { Accessors, Services } from '../wiring';

/** What a handler of clicks and forms works with. */
export interface Desk {
  services: Services;
  accessors: Accessors;
}

export interface Click {
  user: IUser;
  /** Opens one view, within five seconds. */
  triggerId?: string;
  room?: IRoom;
  /** What the button carries. */
  value?: string;
  /** The message that it stands under. */
  messageId?: string;
}

export interface Submit {
  user: IUser;
  /** What follows the colon in the view's id. */
  subject: string;
  /** `{ <block id>: { <action id>: value } }` */
  state: unknown;
}

/** Sentences by field. */
export type FieldErrors = Record<string, string>;

/** Who may do it; asked at every click and submit, since buttons and views outlive roles. */
export type Audience = 'administrators' | 'agents' | 'everybody';

export interface ClickHandler {
  audience: Audience;
  run(desk: Desk, click: Click): Promise<void>;
}

export interface SubmitHandler {
  audience: Audience;
  /** The field at which a general error is shown. */
  field: string;
  /** @returns what is wrong with the form, or undefined to close it. */
  run(desk: Desk, submit: Submit): Promise<FieldErrors | undefined>;
}

export function say(key: string, params?: Record<string, string | number>): string {
  return translate(text(key, params));
}
