import type { InquiryDoc, MessageDoc, RoomDoc, RoomSource, UserRef, VisitorDoc } from '../../documents';
import type { Store } from '../../store';
import { ServerError } from '../errors';
import type { EventSender } from '../events';
import type { Messages, NewMessage } from '../messages';
import { randomId } from '../randomId';
import type { Settings } from '../settings';
import { withoutUndefined } from '../withoutUndefined';
import type { Agents, SelectedAgent } from './agents';
import type { Closing, CloseRequest } from './closing';
import type { Contacts } from './contacts';
import type { Departments } from './departments';
import type { Routing } from './routing';
import type { Forwarder, Transfers, TransferTarget } from './transfers';

/** A visitor as the one who opens a chat or writes says it is; only its contact is looked up. */
export type Guest = Pick<VisitorDoc, '_id' | 'username' | 'token'> & Partial<VisitorDoc>;

export interface NewLivechatRoom {
  visitor: Guest;
  source: RoomSource;
  agent?: SelectedAgent;
  customFields?: Record<string, unknown>;
}

export interface VisitorMessage {
  visitor: Guest;
  message: NewMessage & { rid: string };
  /** The source of the room that is opened when the message's is closed. */
  source: RoomSource;
  agent?: SelectedAgent;
}

export class LivechatRooms {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly messages: Messages,
    private readonly agents: Agents,
    private readonly departments: Departments,
    private readonly contacts: Contacts,
    private readonly routing: Routing,
    private readonly transfers: Transfers,
    private readonly closing: Closing,
  ) {}

  /**
   * Always a new room, even while the visitor has an open one.
   * @throws ServerError `error-omnichannel-is-disabled`, `no-agent-online`, `error-app-prevented`; Error
   * `error-contact-channel-blocked`
   */
  async create({ visitor, source, agent, customFields }: NewLivechatRoom): Promise<RoomDoc> {
    checkGuest(visitor);
    await this.checkEnabled();
    await this.checkNotBlocked(visitor._id, source);
    const wanted = visitor.department ?? (agent ? undefined : await this.requiredDepartment());
    const department = wanted && (await this.agents.departmentOnline(wanted));
    const firstAgent = agent ?? (await this.agents.bot(wanted));
    if (!(await this.settings.get('Livechat_accept_chats_with_no_agents'))) {
      await this.checkSomebodyOnline(firstAgent, wanted, department);
    }
    const contact = await this.contacts.ensure(visitor as VisitorDoc, source);
    const draft = newRoom(visitor, source, department ?? wanted, contact, customFields);
    await this.events.askConsent('IPreLivechatRoomCreatePrevent', draft);
    const room = await this.store.rooms.insertAsync(draft);
    const inquiry = await this.openInquiry(room, firstAgent);
    await this.messages.system('livechat-started', room, visitor, '', { token: visitor.token });
    this.events.post('IPostLivechatRoomStarted', room);
    await this.routing.start(inquiry, room, firstAgent);
    return this.store.rooms.findOneAsync({ _id: room._id });
  }

  async openOf(visitorToken: string, departmentId?: string): Promise<RoomDoc[]> {
    const ofDepartment = departmentId ? { departmentId } : {};
    return this.store.rooms.findAsync({ t: 'l', 'v.token': visitorToken, open: true, ...ofDepartment });
  }

  async openOfAgent(agentId: string): Promise<RoomDoc[]> {
    return this.store.rooms.findAsync({ t: 'l', 'servedBy._id': agentId, open: true });
  }

  async all(): Promise<RoomDoc[]> {
    return this.store.rooms.findAsync({ t: 'l' }).sort({ ts: -1 });
  }

  /**
   * Says something as the visitor. When the room is closed or unknown, the server silently opens a new one, which
   * has the given source and nothing else of the old.
   * @throws ServerError `error-omnichannel-is-disabled`, `cannot-access-room` (another visitor's token), and
   * what {@link create} throws
   */
  async sendAsVisitor({ visitor, message, source, agent }: VisitorMessage): Promise<MessageDoc | undefined> {
    await this.checkEnabled();
    const known: RoomDoc | null = await this.store.rooms.findOneAsync({ _id: message.rid });
    if (known?.v && known.source) {
      await this.checkNotBlocked(known.v._id, known.source);
    }
    const room = known?.open ? known : await this.create({ visitor, source, agent });
    if (room.v?.token !== visitor.token) {
      throw new ServerError('cannot-access-room');
    }
    const alias = visitor.name || message.alias;
    return this.messages.send(visitor, withoutUndefined({ ...message, alias, token: visitor.token }), room);
  }

  async close(request: CloseRequest): Promise<RoomDoc> {
    return this.closing.close(request);
  }

  async transfer(room: RoomDoc, target: TransferTarget, by: Forwarder): Promise<boolean> {
    return this.transfers.transfer(room, target, by);
  }

  /** Puts a served chat back into the queue. */
  async returnToQueue(room: RoomDoc, departmentId?: string): Promise<boolean> {
    return this.transfers.returnToQueue(room, departmentId);
  }

  /** Puts the chat aside until the visitor writes again. */
  async hold(room: RoomDoc, by: UserRef): Promise<void> {
    await this.store.rooms.updateAsync({ _id: room._id }, { $set: { onHold: true } });
    await this.messages.system('omnichannel_placed_chat_on_hold', room, by, '');
  }

  async resume(room: RoomDoc, by: UserRef): Promise<void> {
    await this.store.rooms.updateAsync({ _id: room._id }, { $unset: { onHold: true } });
    await this.messages.system('omnichannel_on_hold_chat_resumed', room, by, '');
  }

  async saveInfo(
    room: RoomDoc,
    info: { topic?: string; tags?: string[]; livechatData?: Record<string, unknown> },
  ): Promise<RoomDoc> {
    await this.store.rooms.updateAsync({ _id: room._id }, { $set: withoutUndefined(info) });
    this.events.post('IPostLivechatRoomSaved', room._id);
    return this.store.rooms.findOneAsync({ _id: room._id });
  }

  private async checkEnabled(): Promise<void> {
    if (!(await this.settings.get('Livechat_enabled'))) {
      throw new ServerError('error-omnichannel-is-disabled');
    }
  }

  private async checkNotBlocked(visitorId: string, source: RoomSource): Promise<void> {
    if (await this.contacts.isBlocked({ visitorId, source })) {
      throw new Error('error-contact-channel-blocked');
    }
  }

  private async checkSomebodyOnline(
    agent?: SelectedAgent,
    wanted?: string,
    department?: string,
  ): Promise<void> {
    const nobody = wanted ? !department : !(await this.agents.areOnline());
    if (!agent && nobody) {
      throw new ServerError('no-agent-online', 'Sorry, no online agents');
    }
  }

  /** The first department that is offered to visitors and has somebody online. */
  private async requiredDepartment(): Promise<string | undefined> {
    const offered = (await this.departments.enabledWithAgents()).filter((one) => one.showOnRegistration);
    for (const department of offered) {
      if ((await this.agents.online(department._id)).length > 0) {
        return department._id;
      }
    }
    return undefined;
  }

  private async openInquiry(room: RoomDoc, agent?: SelectedAgent): Promise<InquiryDoc> {
    const now = new Date();
    return this.store.inquiries.insertAsync<InquiryDoc>(
      withoutUndefined({
        _id: randomId(),
        rid: room._id,
        name: room.fname,
        message: '',
        status: await this.routing.firstStatus(room, agent),
        department: room.departmentId,
        v: room.v as InquiryDoc['v'],
        source: room.source,
        ts: now,
        _updatedAt: now,
      }),
    );
  }
}

function checkGuest(guest: Partial<Guest>): void {
  for (const field of ['_id', 'username'] as const) {
    if (typeof guest[field] !== 'string') {
      throw new Error(`Match error: Expected string, got ${typeof guest[field]} in field ${field}`);
    }
  }
}

function newRoom(
  visitor: Guest,
  source: RoomSource,
  departmentId: string | undefined,
  contact: { _id: string; name: string },
  customFields?: Record<string, unknown>,
): RoomDoc {
  const now = new Date();
  const { _id, username, token, status = 'online', activity } = visitor;
  return withoutUndefined<RoomDoc>({
    _id: randomId(),
    t: 'l',
    fname: contact.name,
    msgs: 0,
    usersCount: 1,
    ts: now,
    lm: now,
    _updatedAt: now,
    queuedAt: now,
    open: true,
    waitingResponse: true,
    departmentId,
    v: withoutUndefined({ _id, username, token, status, activity }),
    contactId: contact._id,
    source: withoutUndefined(source),
    customFields,
  });
}
