import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

import { failed, ok, type Result } from '../domain/failure';
import { NOBODY_THERE, type RoomControl } from '../services/inbound/ports';
import { isBot } from './access';
import { codeOf, failureOf } from './hostErrors';

const GONE = 'error-invalid-department';
const ALREADY_THERE = 'error-forwarding-chat-same-department';
const CLOSED = 'error-room-closed';

/** What each refusal means to people. */
const SENTENCES: Record<string, string | undefined> = {
  [GONE]: 'bot.handOver-gone',
  [ALREADY_THERE]: 'bot.handOver-same',
  [NOBODY_THERE]: 'bot.handOver-nobody',
};

export class LivechatControl implements RoomControl {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
  ) {}

  async handOver(roomId: string, department: string): Promise<Result<void>> {
    const room = await this.openRoom(roomId);
    if (!room) {
      return ok(undefined);
    }
    const target = await this.read.getLivechatReader().getLivechatDepartmentByIdOrName(department);
    if (!target?.enabled) {
      return notHandedOver(GONE, department);
    }
    try {
      // The type asks for a department where the host wants its id.
      const transfer = { currentRoom: room, targetDepartment: target.id } as never;
      const updater = this.modify.getUpdater().getLivechatUpdater();
      const isMoved = await updater.transferVisitor(room.visitor, transfer);
      return isMoved || !(await this.openRoom(roomId))
        ? ok(undefined)
        : notHandedOver(NOBODY_THERE, target.name ?? department);
    } catch (error) {
      const code = codeOf(error);
      if (!code) {
        throw error;
      }
      const isWithPeople = !isBot(room.servedBy ?? {});
      return code === ALREADY_THERE && isWithPeople
        ? ok(undefined)
        : notHandedOver(code, target.name ?? department);
    }
  }

  async close(roomId: string, comment: string): Promise<Result<void>> {
    const room = await this.openRoom(roomId);
    try {
      await (room && this.modify.getUpdater().getLivechatUpdater().closeRoom(room, comment));
      return ok(undefined);
    } catch (error) {
      const code = codeOf(error);
      if (!code) {
        throw error;
      }
      return code === CLOSED ? ok(undefined) : failed(failureOf(code, 'bot.close-refused'));
    }
  }

  private async openRoom(id: string): Promise<ILivechatRoom | undefined> {
    const room = (await this.read.getRoomReader().getById(id)) as ILivechatRoom | undefined;
    return room?.isOpen ? room : undefined;
  }
}

function notHandedOver(code: string, department: string): Result<never> {
  return failed(failureOf(code, SENTENCES[code] ?? 'bot.handOver-refused', { department }));
}
