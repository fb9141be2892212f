import type { RoomDoc, UserDoc } from '../documents';
import type { Host } from '../host';

/** The room, if it is there and the user may read it. */
export async function accessibleRoom(host: Host, rid: string, user: UserDoc): Promise<RoomDoc | undefined> {
  const room = await host.workspace.rooms.byId(rid);
  return room && (await host.workspace.rooms.canAccess(room, user)) ? room : undefined;
}
