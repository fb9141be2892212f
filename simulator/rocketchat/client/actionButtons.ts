import type { Room } from './chatClient';

/** An app's button in the client, as `GET /api/apps/actionButtons` lists it. */
export interface ActionButton {
  appId: string;
  actionId: string;
  context: string;
  labelI18n: string;
  when?: {
    roomTypes?: string[];
    hasOnePermission?: string[];
    hasAllPermissions?: string[];
    hasOneRole?: string[];
    hasAllRoles?: string[];
  };
}

/** What a user may, as far as the client knows. */
export interface Rights {
  roles: string[];
  permissions: string[];
}

/** Where a button would stand. */
export interface ButtonPlace {
  room?: Room;
  onMessage: boolean;
}

const ROOM_TYPES: Record<string, (room: Room) => boolean> = {
  public_channel: (room) => room.t === 'c',
  private_channel: (room) => room.t === 'p',
  direct: (room) => room.t === 'd' && room.usersCount <= 2,
  direct_multiple: (room) => room.t === 'd' && room.usersCount > 2,
  livechat: (room) => room.t === 'l',
};

/**
 * Whether the client shows a button; nobody else checks that, so an app has to.
 * @returns why not, or undefined when it does
 */
export function hiddenBecause(button: ActionButton, place: ButtonPlace, rights: Rights): string | undefined {
  const { roomTypes, hasAllPermissions, hasOnePermission, hasAllRoles, hasOneRole } = button.when ?? {};
  const { room } = place;
  if ((button.context === 'messageAction') !== place.onMessage) {
    return `it belongs to ${button.context}`;
  }
  if (!room && button.context !== 'userDropdownAction') {
    return `${button.context} needs a room`;
  }
  if (room && roomTypes && !roomTypes.some((type) => ROOM_TYPES[type]?.(room))) {
    return `it is for rooms of type ${roomTypes.join(', ')}`;
  }
  const mayAll = (ids: string[], owned: string[]): boolean => ids.every((id) => owned.includes(id));
  const mayOne = (ids: string[], owned: string[]): boolean => ids.some((id) => owned.includes(id));
  if (hasAllPermissions && !mayAll(hasAllPermissions, rights.permissions)) {
    return `it needs the permissions ${hasAllPermissions.join(', ')}`;
  }
  if (hasOnePermission && !mayOne(hasOnePermission, rights.permissions)) {
    return `it needs one of the permissions ${hasOnePermission.join(', ')}`;
  }
  if (hasAllRoles && !mayAll(hasAllRoles, rights.roles)) {
    return `it needs the roles ${hasAllRoles.join(', ')}`;
  }
  if (hasOneRole && !mayOne(hasOneRole, rights.roles)) {
    return `it needs one of the roles ${hasOneRole.join(', ')}`;
  }
  return undefined;
}
