import type { RoomDoc, UserDoc } from '../documents';
import type { EventSender } from './events';
import type { Messages } from './messages';
import type { Rooms } from './rooms';

/** Joining and leaving rooms, with the system messages and the events that tell of it. */
export class Members {
  constructor(
    private readonly events: EventSender,
    private readonly rooms: Rooms,
    private readonly messages: Messages,
  ) {}

  /** @returns false when the user is a member already */
  async add(room: RoomDoc, user: UserDoc, inviter?: UserDoc): Promise<boolean> {
    if (await this.rooms.subscription(room._id, user._id)) {
      return false;
    }
    await this.events.askConsent('IPreRoomUserJoined', { room, joiningUser: user, inviter });
    await this.rooms.addMember(room._id, user);
    if (inviter) {
      await this.messages.system('au', room, inviter, user.username);
    } else {
      await this.messages.system('uj', room, user, user.username);
    }
    this.events.post('IPostRoomUserJoined', { room, joiningUser: user, inviter });
    return true;
  }

  /** @returns false when the user is no member */
  async remove(room: RoomDoc, user: UserDoc, by?: UserDoc): Promise<boolean> {
    if (!(await this.rooms.subscription(room._id, user._id))) {
      return false;
    }
    await this.events.askConsent('IPreRoomUserLeave', { room, leavingUser: user, removedBy: by });
    if (by) {
      await this.messages.system('ru', room, by, user.username);
    } else {
      await this.messages.system('ul', room, user, user.username);
    }
    await this.rooms.removeMember(room._id, user._id);
    this.events.post('IPostRoomUserLeave', { room, leavingUser: user, removedBy: by });
    return true;
  }
}
