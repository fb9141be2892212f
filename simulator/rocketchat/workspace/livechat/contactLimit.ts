import type { MessageDoc, RoomDoc } from '../../documents';
import { ServerError } from '../errors';

/**
 * The monthly active contacts of a plan: those to whom somebody of the workspace, bots included, has written in this
 * month. Beyond them visitors are heard, and nobody can answer.
 */
export class ContactLimit {
  /** Whether the plan has no more of them. */
  isReached = false;

  isWithin(room: RoomDoc): boolean {
    return !this.isReached || room.v?.activity?.includes(thisMonth()) === true;
  }

  /** @throws ServerError `error-mac-limit-reached` */
  check(room: RoomDoc): void {
    if (!this.isWithin(room)) {
      throw new ServerError('error-mac-limit-reached');
    }
  }

  checkMessage({ token, t }: MessageDoc, room: RoomDoc): void {
    if (room.t === 'l' && !token && !t) {
      this.check(room);
    }
  }

  /** What a room's visitor is active in once somebody has answered. */
  activityOf(room: RoomDoc): string[] {
    return [...new Set([...(room.v?.activity ?? []), thisMonth()])];
  }
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7);
}
