import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';

/** The host looks a room up by its id and takes nothing else from the reference. */
export function roomReference(id: string): IRoom {
  return { id, type: RoomType.LIVE_CHAT } as IRoom;
}

/** `finish` turns a refused permission into the text of `undefined` or `null`. */
export function created(id: string): string {
  if (!id || id === 'undefined' || id === 'null') {
    throw new Error('The host did not create the message');
  }
  return id;
}
