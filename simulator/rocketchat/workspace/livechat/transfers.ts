import type { DepartmentDoc, InquiryDoc, RoomDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { EventSender } from '../events';
import type { Messages, Sender } from '../messages';
import { withoutUndefined } from '../withoutUndefined';
import type { Agents, SelectedAgent } from './agents';
import type { Routing } from './routing';

export interface TransferTarget {
  /** User id. */
  agentId?: string;
  departmentId?: string;
  comment?: string;
}

/** Who forwards a chat. */
export type Forwarder = Sender & { userType?: 'agent' | 'visitor' | 'user' | 'app' };

/** Forwards chats to agents and departments, and back into the queue. */
export class Transfers {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly messages: Messages,
    private readonly agents: Agents,
    private readonly routing: Routing,
  ) {}

  /**
   * @returns false when there is no target, or nothing could be done
   * @throws Error `error-room-onHold`, `error-invalid-department`, `error-user-is-offline`,
   * `error-selected-agent-room-agent-are-same`, `error-forwarding-chat-same-department`,
   * `error-user-not-belong-to-department`, `error-no-agents-online-in-department`
   */
  async transfer(room: RoomDoc, target: TransferTarget, by: Forwarder): Promise<boolean> {
    if (room.onHold) {
      throw new Error('error-room-onHold');
    }
    if (!room.open) {
      return false;
    }
    if (target.departmentId) {
      const department = await this.departmentById(target.departmentId);
      if (!department) {
        throw new Error('error-invalid-department');
      }
      return this.toDepartment(room, department, target, by);
    }
    return target.agentId ? this.toAgent(room, target.agentId, target, by) : false;
  }

  /**
   * @returns false when nobody serves the chat
   * @throws ServerError `room-closed`, `error-room-onHold`
   */
  async returnToQueue(room: RoomDoc, departmentId?: string): Promise<boolean> {
    if (!room.open) {
      throw new ServerError('room-closed', 'Room closed');
    }
    if (room.onHold) {
      throw new ServerError('error-room-onHold');
    }
    const inquiry = await this.inquiryOf(room);
    if (!room.servedBy || !inquiry) {
      return false;
    }
    await this.record(room, { departmentId }, { ...room.servedBy, userType: 'agent' }, 'queue');
    await this.routing.unassign(inquiry, room, departmentId);
    await this.routing.routeQueue();
    return true;
  }

  private async toAgent(
    room: RoomDoc,
    agentId: string,
    target: TransferTarget,
    by: Forwarder,
  ): Promise<boolean> {
    const agent = await this.onlineAgent(agentId);
    const inquiry = await this.inquiryOf(room);
    if (!inquiry) {
      throw new Error('error-invalid-inquiry');
    }
    if (agentId === room.servedBy?._id) {
      throw new Error('error-selected-agent-room-agent-are-same');
    }
    await this.routing.take(inquiry, room, agent);
    await this.record(room, target, by, 'agent');
    if (room.servedBy) {
      await this.routing.removeAgents(room, { _id: agentId });
    }
    this.events.post('IPostLivechatRoomTransferred', {
      type: 'agent',
      room: room._id,
      from: room.servedBy?._id,
      to: agentId,
    });
    return true;
  }

  private async toDepartment(
    room: RoomDoc,
    department: DepartmentDoc,
    target: TransferTarget,
    by: Forwarder,
  ): Promise<boolean> {
    const inquiry = await this.inquiryOf(room);
    if (!inquiry) {
      throw new Error('error-transferring-inquiry');
    }
    if (room.departmentId === department._id) {
      throw new Error('error-forwarding-chat-same-department');
    }
    const agent = target.agentId ? await this.memberAgent(target.agentId, department) : undefined;
    if (await this.mustWait(department)) {
      await this.record(room, target, by, 'department');
      return this.routing.unassign(inquiry, room, department._id);
    }
    const taken = await this.routing.delegate({ ...inquiry, department: department._id }, room, agent);
    if (room.servedBy && taken.servedBy?._id === room.servedBy._id) {
      return this.toFallback(room, department, target, by);
    }
    await this.record(room, target, by, 'department');
    if (room.servedBy) {
      await this.routing.removeAgents(room, taken.servedBy);
    }
    await this.routing.changeDepartment(room, department._id);
    return true;
  }

  private async toFallback(
    room: RoomDoc,
    department: DepartmentDoc,
    target: TransferTarget,
    by: Forwarder,
  ): Promise<boolean> {
    if (!department.fallbackForwardDepartment) {
      throw new Error('error-no-agents-online-in-department');
    }
    return this.transfer(room, { ...target, departmentId: department.fallbackForwardDepartment }, by);
  }

  private async mustWait(department: DepartmentDoc): Promise<boolean> {
    if (!(await this.routing.isAutomatic())) {
      return true;
    }
    return !!department.allowReceiveForwardOffline && !(await this.agents.areOnline(department._id));
  }

  private async onlineAgent(agentId: string): Promise<SelectedAgent> {
    const user = (await this.agents.online()).find(({ _id }) => _id === agentId);
    if (!user) {
      throw new Error('error-user-is-offline');
    }
    return { agentId, username: user.username };
  }

  private async memberAgent(agentId: string, department: DepartmentDoc): Promise<SelectedAgent> {
    const agent = await this.onlineAgent(agentId);
    const membership = { agentId, departmentId: department._id };
    if ((await this.store.departmentAgents.countAsync(membership)) === 0) {
      throw new Error('error-user-not-belong-to-department');
    }
    return agent;
  }

  /** The line in the room that tells of the transfer. */
  private async record(
    room: RoomDoc,
    target: TransferTarget,
    by: Forwarder,
    scope: 'agent' | 'department' | 'queue',
  ): Promise<void> {
    const [nextDepartment, transferredTo] = await Promise.all([
      target.departmentId ? this.departmentById(target.departmentId) : undefined,
      target.agentId ? this.agents.byId(target.agentId) : undefined,
    ]);
    const transferData = withoutUndefined({
      transferredBy: by,
      ts: new Date(),
      scope,
      comment: target.comment,
      previousDepartment: room.departmentId,
      nextDepartment: nextDepartment ? { _id: nextDepartment._id, name: nextDepartment.name } : undefined,
      transferredTo: transferredTo
        ? { _id: transferredTo._id, username: transferredTo.username, name: transferredTo.name }
        : undefined,
    });
    const token = by.userType === 'visitor' ? room.v?.token : undefined;
    await this.messages.system(
      'livechat_transfer_history',
      room,
      by,
      '',
      withoutUndefined({ transferData, token }),
    );
  }

  private async inquiryOf(room: RoomDoc): Promise<InquiryDoc | null> {
    return this.store.inquiries.findOneAsync({ rid: room._id });
  }

  private async departmentById(id: string): Promise<DepartmentDoc | null> {
    return this.store.departments.findOneAsync({ _id: id });
  }
}
