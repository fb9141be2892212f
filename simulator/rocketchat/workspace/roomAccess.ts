import type { RoomDoc, UserDoc } from '../documents';
import type { Store } from '../store';
import type { Roles } from './roles';
import type { Settings } from './settings';

/** Who may see a room, and what somebody may do in it. */
export class RoomAccess {
  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly roles: Roles,
  ) {}

  /** By the user's own roles and by those that it has in the room (owner, moderator …). */
  async permits(user: UserDoc, permission: string, rid?: string): Promise<boolean> {
    if (this.roles.grant(user.roles, permission)) {
      return true;
    }
    const subscription = rid ? await this.subscriptionOf(rid, user._id) : null;
    return this.roles.grant(subscription?.roles ?? [], permission);
  }

  async canAccess(room: RoomDoc, user: UserDoc): Promise<boolean> {
    if (room.t === 'c' && this.roles.grant(user.roles, 'view-c-room')) {
      return true;
    }
    if (await this.canAccessJoined(room, user)) {
      return true;
    }
    return room.t === 'l' && this.canAccessLivechat(room, user);
  }

  private async canAccessJoined(room: RoomDoc, user: UserDoc): Promise<boolean> {
    if (!(await this.subscriptionOf(room._id, user._id))) {
      return false;
    }
    return (
      this.roles.grant(user.roles, 'view-joined-room') || this.roles.grant(user.roles, `view-${room.t}-room`)
    );
  }

  private async canAccessLivechat(room: RoomDoc, user: UserDoc): Promise<boolean> {
    if (
      user._id === 'rocket.cat' ||
      user._id === room.servedBy?._id ||
      this.roles.grant(user.roles, 'view-livechat-rooms')
    ) {
      return true;
    }
    return room.open ? this.canPreview(room, user) : false;
  }

  /** With manual routing, agents of the department may look at a chat before they take it. */
  private async canPreview(room: RoomDoc, user: UserDoc): Promise<boolean> {
    if (
      !this.roles.grant(user.roles, 'view-l-room') ||
      (await this.settings.get('Livechat_Routing_Method')) !== 'Manual_Selection'
    ) {
      return false;
    }
    const inquiry = await this.store.inquiries.findOneAsync({ rid: room._id, status: 'queued' });
    if (!inquiry?.department) {
      return !!inquiry;
    }
    const membership = { agentId: user._id, departmentId: inquiry.department };
    return (await this.store.departmentAgents.countAsync(membership)) > 0;
  }

  private async subscriptionOf(rid: string, userId: string): Promise<{ roles?: string[] } | null> {
    return this.store.subscriptions.findOneAsync({ rid, 'u._id': userId });
  }
}
