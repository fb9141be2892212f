import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUIKitSurface } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { text, type Say } from '../domain/text';
import { whisper } from '../rocketchat/whisper';
import type { NoticeAction } from '../services/ports';
import type { Accessors, Services } from '../wiring';
import { actions, section } from './blocks';
import { tell } from './tell';
import { fits, longestField } from './viewSize';

/** A trigger id lives for 5 s in the client that made it; the rest is for the ways there and back. Milliseconds. */
const OPEN_WITHIN = 4_000;

/** The button by which a view opens that was ready too late; carries the id of its record. */
export const OPEN_VIEW = 'view-open';

export type View = Omit<IUIKitSurface, 'appId'>;

/** Who waits for a view, and where. */
export interface Asker {
  user: IUser;
  /** Absent in clients that cannot open views. */
  triggerId?: string;
  /** Unknown for what was done in a view. */
  room?: IRoom;
}

/**
 * Opens and changes views in the client that asked, and says so where one is too big for it. Clients drop without a word
 * what comes after more than five seconds, or as the second answer to one click; so a view that is ready too late is
 * kept, and brought by a button, whose click has a trigger id of its own.
 */
export class Views {
  constructor(
    private readonly services: Pick<Services, 'appUser' | 'lateViews' | 'notices'>,
    private readonly accessors: Pick<Accessors, 'modify'>,
    private readonly say: Say,
    /** When the app was asked, Unix milliseconds. */
    private readonly askedAt: number,
  ) {}

  /**
   * Why a view cannot take the place of a form, at what is longest in the form; undefined where it can.
   * @param state what is entered in the form, which the client keeps
   */
  whyTooBig(view: View, state: unknown): Record<string, string> | undefined {
    const field = longestField(state);
    return fits(view, state) || !field ? undefined : { [field]: this.say('view.tooBig') };
  }

  /** Does nothing for clients that cannot open views. */
  open(view: View, asker: Asker): Promise<void> {
    return this.bring('openSurfaceView', view, asker);
  }

  /** Changes a view that is open, told by its id. */
  update(view: View, asker: Asker): Promise<void> {
    return this.bring('updateSurfaceView', view, asker);
  }

  /** Keeps a view, and tells of it where the user asked, or else in the room with our bot alone. */
  async offer(view: View, { user, room }: Omit<Asker, 'triggerId'>): Promise<void> {
    const { appUser, notices } = this.services;
    const button = await this.keep(view, user);
    if (room) {
      const words = this.say('view.late');
      const { id, label, value } = button;
      const blocks: LayoutBlock[] = [
        section(words),
        actions({ id, label: this.say(label), style: 'primary', value }),
      ];
      await whisper(this.accessors.modify, appUser, { user, room }, words, blocks);
      return;
    }
    await notices.toUser(user.username, text('view.late'), [button]);
  }

  /** @returns a button by which this user alone can open the view */
  async keep(view: View, user: IUser): Promise<NoticeAction> {
    const value = await this.services.lateViews.keep(user.id, view);
    return { id: OPEN_VIEW, label: text('view.open'), value };
  }

  private async bring(how: 'openSurfaceView' | 'updateSurfaceView', view: View, asker: Asker): Promise<void> {
    const { triggerId, user } = asker;
    if (!triggerId) {
      return;
    }
    if (!fits(view)) {
      const { accessors, say, services } = this;
      await tell({ accessors, say, services }, asker, text('view.tooBig'));
    } else if (this.isInTime()) {
      await this.accessors.modify.getUiController()[how](view, { triggerId }, user);
    } else {
      await this.offer(view, asker);
    }
  }

  private isInTime(): boolean {
    return Date.now() - this.askedAt < OPEN_WITHIN;
  }
}
