import type { MessageDoc, RoomDoc } from '../../documents';
import type { Store } from '../../store';
import type { EventSender } from '../events';
import type { Messages } from '../messages';
import type { Settings } from '../settings';
import type { Users } from '../users';
import { Agents } from './agents';
import { Closing } from './closing';
import { ContactLimit } from './contactLimit';
import { Contacts } from './contacts';
import { CustomFields } from './customFields';
import { Departments } from './departments';
import { Inquiries } from './inquiries';
import { Removal } from './removal';
import { LivechatRooms } from './rooms';
import { Routing } from './routing';
import { Transfers } from './transfers';
import { Visitors } from './visitors';

/** Omnichannel. */
export class Livechat {
  readonly agents: Agents;
  readonly departments: Departments;
  readonly visitors: Visitors;
  readonly contacts: Contacts;
  readonly customFields: CustomFields;
  readonly inquiries: Inquiries;
  readonly rooms: LivechatRooms;
  readonly removal: Removal;
  readonly contactLimit = new ContactLimit();

  constructor(
    private readonly store: Store,
    events: EventSender,
    settings: Settings,
    users: Users,
    messages: Messages,
  ) {
    this.agents = new Agents(store, settings, users);
    this.departments = new Departments(store, events, users);
    this.visitors = new Visitors(store, events, settings, this.departments);
    this.contacts = new Contacts(store);
    this.removal = new Removal(store, this.contacts);
    this.customFields = new CustomFields(store);
    const { contactLimit } = this;
    const routing = new Routing(store, events, settings, messages, this.agents, this.contacts, contactLimit);
    this.inquiries = new Inquiries(store, settings, this.agents, this.contacts, routing, contactLimit);
    this.rooms = new LivechatRooms(
      store,
      events,
      settings,
      messages,
      this.agents,
      this.departments,
      this.contacts,
      routing,
      new Transfers(store, events, messages, this.agents, routing),
      new Closing(store, events, settings, messages),
    );
    messages.onSaving((message, room) => contactLimit.checkMessage(message, room));
    messages.onSaved((message, room) => this.follow(message, room));
  }

  /** Keeps up with what is said in a chat: who waits for whom, and since when. */
  private async follow(message: MessageDoc, room: RoomDoc): Promise<void> {
    if (room.t !== 'l' || message.t) {
      return;
    }
    if (message.token) {
      await this.store.rooms.updateAsync(
        { _id: room._id },
        { $set: { 'v.lastMessageTs': message.ts, waitingResponse: true }, $unset: { responseBy: true } },
      );
      if (room.onHold) {
        await this.rooms.resume(room, message.u);
      }
      return;
    }
    const lastMessageTs = message.ts;
    const activity = this.contactLimit.activityOf(room);
    await this.store.visitors.updateAsync({ _id: room.v?._id }, { $set: { activity } });
    const responseBy = room.responseBy ?? { ...message.u, firstResponseTs: message.ts };
    await this.store.rooms.updateAsync(
      { _id: room._id },
      {
        $set: {
          responseBy: { ...responseBy, lastMessageTs },
          'v.activity': activity,
        },
        $unset: { waitingResponse: true },
      },
    );
  }
}
