import type { InquiryDoc, RoomDoc, UserDoc, UserRef } from '../../documents';
import type { Store } from '../../store';
import type { EventSender } from '../events';
import type { Messages } from '../messages';
import { randomId } from '../randomId';
import type { Settings } from '../settings';
import { withoutUndefined } from '../withoutUndefined';
import type { Agents, SelectedAgent } from './agents';
import type { ContactLimit } from './contactLimit';
import type { Contacts } from './contacts';

/** Brings chats and agents together. */
export class Routing {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly messages: Messages,
    private readonly agents: Agents,
    private readonly contacts: Contacts,
    private readonly contactLimit: ContactLimit,
  ) {}

  /** With manual selection chats wait until an agent takes them. */
  async isAutomatic(): Promise<boolean> {
    return (await this.settings.get('Livechat_Routing_Method')) !== 'Manual_Selection';
  }

  /** The state in which a chat's inquiry begins. */
  async firstStatus(room: RoomDoc, agent?: SelectedAgent): Promise<InquiryDoc['status']> {
    const verification = await this.settings.get<string>('Livechat_Require_Contact_Verification');
    const channel = { visitorId: room.v?._id ?? '', source: room.source ?? { type: 'other' as const } };
    if (verification !== 'never' && !(await this.contacts.isVerified(channel))) {
      return 'verifying';
    }
    if (!this.contactLimit.isWithin(room)) {
      return 'queued';
    }
    if (agent && (await this.isBot(agent))) {
      return 'ready';
    }
    const waits = (await this.settings.get('Livechat_waiting_queue')) || !(await this.isAutomatic());
    return waits ? 'queued' : 'ready';
  }

  /** Sets a new inquiry off: to its agent, to whose turn it is, or into the queue. */
  async start(inquiry: InquiryDoc, room: RoomDoc, agent?: SelectedAgent): Promise<void> {
    if (inquiry.status === 'ready') {
      await this.delegate(inquiry, room, agent);
      return;
    }
    if (agent) {
      await this.store.inquiries.updateAsync({ _id: inquiry._id }, { $set: { defaultAgent: agent } });
    }
    await this.routeQueue();
  }

  /**
   * Gives the chat to the agent, or, when that one is away or nobody was named, to whose turn it is. With nobody
   * online the inquiry stays `ready` and nobody's: only with `Livechat_waiting_queue` will the server try again.
   */
  async delegate(inquiry: InquiryDoc, room: RoomDoc, agent?: SelectedAgent): Promise<RoomDoc> {
    const isThere = agent && ((await this.agents.isAgentOnline(agent.agentId)) || (await this.isBot(agent)));
    const taker = isThere ? agent : await this.nextAgent(inquiry.department);
    return taker ? this.take(inquiry, room, taker) : room;
  }

  /** Assigns the chat. Does nothing for a closed room or the same agent again. */
  async take(inquiry: InquiryDoc, room: RoomDoc, agent: SelectedAgent): Promise<RoomDoc> {
    const user: UserDoc | null = await this.store.users.findOneAsync({ _id: agent.agentId });
    if (!room.open || room.servedBy?._id === agent.agentId) {
      return room;
    }
    if (!user) {
      throw new Error('error-user-not-found');
    }
    const now = new Date();
    await this.store.inquiries.updateAsync(
      { _id: inquiry._id },
      {
        $set: { status: 'taken', takenAt: now, _updatedAt: now },
        $unset: { defaultAgent: true, queuedAt: true },
      },
    );
    await this.subscribe(room, user);
    await this.store.rooms.updateAsync(
      { _id: room._id },
      {
        $set: { servedBy: { _id: user._id, username: user.username, ts: now }, _updatedAt: now },
        $inc: { usersCount: 1 },
      },
    );
    await this.messages.system('command', room, user, 'connected');
    await this.messages.system('uj', room, user, '');
    const taken = await this.roomById(room._id);
    this.events.post('IPostLivechatAgentAssigned', { room: taken, user });
    return taken;
  }

  /** Takes the chat away from its agent, and puts it into the queue, of another department where one is named. */
  async unassign(inquiry: InquiryDoc, room: RoomDoc, departmentId?: string): Promise<boolean> {
    if (!room.open) {
      return false;
    }
    if (departmentId && departmentId !== inquiry.department) {
      await this.changeDepartment(room, departmentId);
    }
    if (room.servedBy) {
      await this.store.rooms.updateAsync({ _id: room._id }, { $unset: { servedBy: true } });
      await this.removeAgents(room);
    }
    const now = new Date();
    await this.store.inquiries.updateAsync(
      { _id: inquiry._id },
      { $set: { status: 'queued', queuedAt: now, _updatedAt: now }, $unset: { takenAt: true } },
    );
    return true;
  }

  async changeDepartment(room: RoomDoc, departmentId: string): Promise<void> {
    await this.store.rooms.updateAsync({ _id: room._id }, { $set: { departmentId, _updatedAt: new Date() } });
    await this.store.inquiries.updateAsync({ rid: room._id }, { $set: { department: departmentId } });
    this.events.post('IPostLivechatRoomTransferred', {
      type: 'department',
      room: room._id,
      from: room.departmentId,
      to: departmentId,
    });
  }

  /** Takes everybody out of the chat but the one who serves it now. */
  async removeAgents(room: RoomDoc, except?: UserRef): Promise<void> {
    const subscriptions = await this.store.subscriptions.findAsync({ rid: room._id });
    for (const { _id, u } of subscriptions.filter(({ u }) => u._id !== except?._id)) {
      await this.store.subscriptions.removeAsync({ _id }, {});
      await this.messages.system('ul', room, u, u.username);
      const user: UserDoc | null = await this.store.users.findOneAsync({ _id: u._id });
      this.events.post('IPostLivechatAgentUnassigned', { room, user });
    }
  }

  /**
   * Gives waiting chats to agents who are online, oldest first; the server does so with `Livechat_waiting_queue`
   * and automatic routing only.
   */
  async routeQueue(): Promise<void> {
    if (!(await this.settings.get('Livechat_waiting_queue')) || !(await this.isAutomatic())) {
      return;
    }
    for (const inquiry of await this.store.inquiries.findAsync({ status: 'queued' }).sort({ ts: 1 })) {
      await this.delegate(inquiry, await this.roomById(inquiry.rid), inquiry.defaultAgent);
    }
  }

  private async nextAgent(departmentId?: string): Promise<SelectedAgent | undefined> {
    return (await this.isAutomatic()) ? this.agents.next(departmentId) : undefined;
  }

  private async isBot(agent: SelectedAgent): Promise<boolean> {
    return (await this.store.users.countAsync({ _id: agent.agentId, roles: 'bot' })) > 0;
  }

  private async roomById(id: string): Promise<RoomDoc> {
    return this.store.rooms.findOneAsync({ _id: id });
  }

  private async subscribe(room: RoomDoc, user: UserDoc): Promise<void> {
    if (await this.store.subscriptions.findOneAsync({ rid: room._id, 'u._id': user._id })) {
      return;
    }
    const now = new Date();
    await this.store.subscriptions.insertAsync(
      withoutUndefined({
        _id: randomId(),
        rid: room._id,
        t: 'l' as const,
        u: { _id: user._id, username: user.username },
        name: room.fname,
        fname: room.fname,
        open: true,
        unread: 1,
        ts: now,
        _updatedAt: now,
      }),
    );
  }
}
