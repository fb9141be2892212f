import type { InquiryDoc, RoomDoc, UserDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { Settings } from '../settings';
import type { Agents } from './agents';
import type { ContactLimit } from './contactLimit';
import type { Contacts } from './contacts';
import type { Routing } from './routing';

/** Chats that wait for an agent, or were taken by one. */
export class Inquiries {
  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly agents: Agents,
    private readonly contacts: Contacts,
    private readonly routing: Routing,
    private readonly contactLimit: ContactLimit,
  ) {}

  async byId(id: string): Promise<InquiryDoc | null> {
    return this.store.inquiries.findOneAsync({ _id: id });
  }

  async byRoom(rid: string): Promise<InquiryDoc | null> {
    return this.store.inquiries.findOneAsync({ rid });
  }

  /** Those that nobody took, oldest first. */
  async queued(departmentId?: string): Promise<InquiryDoc[]> {
    const ofDepartment = departmentId ? { department: departmentId } : {};
    return this.store.inquiries.findAsync({ status: 'queued', ...ofDepartment }).sort({ ts: 1 });
  }

  /**
   * An agent takes a waiting chat.
   * @throws ServerError `error-not-found`, `error-inquiry-taken`, `error-agent-status-service-offline`,
   * `error-mac-limit-reached`, `error-unknown-contact`, `error-unverified-contact`
   */
  async take(inquiryId: string, agent: UserDoc): Promise<RoomDoc> {
    const inquiry = await this.byId(inquiryId);
    const room: RoomDoc | null = inquiry && (await this.store.rooms.findOneAsync({ _id: inquiry.rid }));
    if (!inquiry || !room) {
      throw new ServerError('error-not-found', 'Inquiry not found');
    }
    if (inquiry.status === 'taken') {
      throw new ServerError('error-inquiry-taken', 'Inquiry already taken');
    }
    if (!(await this.mayServe(agent))) {
      throw new ServerError(
        'error-agent-status-service-offline',
        'Agent status is offline or Omnichannel service is not active',
      );
    }
    this.contactLimit.check(room);
    await this.checkContact(room);
    return this.routing.take(inquiry, room, { agentId: agent._id, username: agent.username });
  }

  /**
   * The contact proved who it is, to an app for that: the chat, which waited for it, goes to an agent or into the queue.
   * @throws Error `error-invalid-room`; ServerError `error-contact-not-found`
   */
  async verify(rid: string): Promise<void> {
    const room: RoomDoc | null = await this.store.rooms.findOneAsync({ _id: rid });
    if (!room?.v || !room.source) {
      throw new Error('error-invalid-room');
    }
    await this.contacts.verify({ visitorId: room.v._id, source: room.source });
    const inquiry = await this.byRoom(rid);
    if (inquiry?.status === 'verifying') {
      const status = await this.routing.firstStatus(room, inquiry.defaultAgent);
      await this.store.inquiries.updateAsync({ _id: inquiry._id }, { $set: { status } });
      await this.routing.start({ ...inquiry, status }, room, inquiry.defaultAgent);
    }
  }

  /** Where the server queues at all, gives waiting chats to agents who are online: see `Routing.routeQueue`. */
  async routeQueue(): Promise<void> {
    await this.routing.routeQueue();
  }

  private async mayServe(agent: UserDoc): Promise<boolean> {
    if (await this.settings.get('Livechat_accept_chats_with_no_agents')) {
      return agent.roles.includes('livechat-agent');
    }
    return this.agents.isAgentOnline(agent._id);
  }

  private async checkContact(room: RoomDoc): Promise<void> {
    const contact = room.contactId ? await this.contacts.byId(room.contactId) : null;
    if ((await this.settings.get('Livechat_Block_Unknown_Contacts')) && contact?.unknown !== false) {
      throw new ServerError('error-unknown-contact');
    }
    const channel = { visitorId: room.v?._id ?? '', source: room.source ?? { type: 'other' as const } };
    if (
      (await this.settings.get('Livechat_Block_Unverified_Contacts')) &&
      !(await this.contacts.isVerified(channel))
    ) {
      throw new ServerError('error-unverified-contact');
    }
  }
}
