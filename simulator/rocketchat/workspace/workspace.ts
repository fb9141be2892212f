import type { UserDoc } from '../documents';
import type { Store } from '../store';
import type { Streams } from '../streams';
import { Edits } from './edits';
import { EventSender, type AppEvents, type EventOptions } from './events';
import { ensureIndexes } from './indexes';
import { Livechat } from './livechat/livechat';
import { Members } from './members';
import { Messages } from './messages';
import { randomId } from './randomId';
import { Roles } from './roles';
import { RoomAccess } from './roomAccess';
import { Rooms } from './rooms';
import { seedWorkspace } from './seed';
import { Settings } from './settings';
import { Uploads } from './uploads';
import { Users } from './users';

export interface WorkspaceOptions extends EventOptions {
  /** The public address, e.g. `https://chat.example.org`. */
  siteUrl: string;
  streams: Streams;
}

/**
 * What a Rocket.Chat server does with its documents, for users, clients and apps alike. Each server of a cluster
 * has its own workspace object over the shared store.
 */
export class Workspace {
  readonly settings: Settings;
  readonly roles: Roles;
  readonly users: Users;
  readonly rooms: Rooms;
  readonly messages: Messages;
  readonly edits: Edits;
  readonly members: Members;
  readonly livechat: Livechat;
  readonly uploads: Uploads;
  private readonly events: EventSender;

  constructor(
    readonly store: Store,
    apps: AppEvents,
    readonly options: WorkspaceOptions,
  ) {
    const events = new EventSender(apps, options);
    this.events = events;
    this.settings = new Settings(store);
    this.roles = new Roles(store);
    this.users = new Users(store, this.roles);
    const access = new RoomAccess(store, this.settings, this.roles);
    this.rooms = new Rooms(store, events, this.settings, this.users, access);
    this.messages = new Messages(store, events, this.settings, this.users, this.rooms, options.streams);
    this.edits = new Edits(store, events, this.settings, this.rooms, this.messages);
    this.members = new Members(events, this.rooms, this.messages);
    this.livechat = new Livechat(store, events, this.settings, this.users, this.messages);
    this.uploads = new Uploads(
      store,
      events,
      this.settings,
      this.users,
      this.rooms,
      this.messages,
      this.livechat,
    );
  }

  /** Presence of a person; where the server queues chats, an agent who comes online gets waiting ones. */
  async setPresence(userId: string, status: UserDoc['status']): Promise<void> {
    const before = await this.users.byId(userId);
    const user = await this.users.update(userId, { status });
    if (before?.status !== status) {
      const change = { user, currentStatus: status, previousStatus: before?.status };
      this.events.post('IPostUserStatusChanged', change);
    }
    await this.livechat.inquiries.routeQueue();
  }

  /** The agent's own switch for taking chats; where the server queues chats, switching on gets it waiting ones. */
  async setLivechatStatus(userId: string, status: NonNullable<UserDoc['statusLivechat']>): Promise<void> {
    await this.users.update(userId, { statusLivechat: status });
    await this.livechat.inquiries.routeQueue();
  }

  /** An account that nobody can use any more; the chats of an agent end with it. */
  async deactivate(userId: string): Promise<void> {
    const user = await this.users.update(userId, {});
    for (const room of await this.rooms.ofUser(userId)) {
      if (room.t === 'l' && room.open) {
        await this.livechat.rooms.close({ room, user, comment: 'Agent deactivated' });
      }
    }
    await this.users.update(userId, { active: false });
  }

  /** The chats of an agent stay open, served by whom nobody can find any more. */
  async deleteUser(userId: string): Promise<void> {
    const user = await this.users.update(userId, {});
    await this.users.remove(userId);
    this.events.post('IPostUserDeleted', { user });
  }

  /** A fresh workspace's settings, roles, users, rooms and departments; what is there already stays as it is. */
  async seed({ adminPassword = 'admin-secret' }: { adminPassword?: string } = {}): Promise<void> {
    await ensureIndexes(this.store);
    await this.settings.seed({ Site_Url: this.options.siteUrl, uniqueID: randomId() });
    await this.roles.seed();
    if ((await this.users.all()).length === 0) {
      await seedWorkspace(this, adminPassword);
    }
  }
}
