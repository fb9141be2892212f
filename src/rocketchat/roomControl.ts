import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

import type { Log } from '../services/ports';
import type { RoomControl } from '../services/outbound/ports';

export class LivechatControl implements RoomControl {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly log: Log,
  ) {}

  async handOver(roomId: string, department: string): Promise<void> {
    const currentRoom = await this.read.getRoomReader().getById(roomId);
    const target = await this.read.getLivechatReader().getLivechatDepartmentByIdOrName(department);
    if (!currentRoom || !target) {
      this.log.warn('A bot hands over to a department that does not exist', { room: roomId });
      return;
    }
    const { visitor } = currentRoom as ILivechatRoom;
    const updater = this.modify.getUpdater().getLivechatUpdater();
    await updater.transferVisitor(visitor, { currentRoom, targetDepartment: target.id } as never);
  }

  async close(roomId: string, comment: string): Promise<void> {
    const room = await this.read.getRoomReader().getById(roomId);
    if (room) {
      await this.modify.getUpdater().getLivechatUpdater().closeRoom(room, comment);
    }
  }
}
